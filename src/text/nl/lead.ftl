# Wie leidt en wie spreekt: altijd te beantwoorden.

lead-team = Leiding: het meldende team ({ $place }) · communicatie: { $speaks }
lead-team-no-cmt = Leiding: het meldende team, CMT nog niet actief ({ $place }) · communicatie: { $speaks }
lead-cmt = Leiding: CMT { $entity } · communicatie: { $speaks }
lead-ccvo = Leiding van de coördinatie: CCVO; elk CMT leidt in zijn entiteit · communicatie: { $speaks }
lead-team-cmt-stopped = Leiding: het meldende team, CMT gestopt ({ $entity }) · communicatie: { $speaks }
