# Who leads and who speaks: always answerable.

lead-team = Lead: the reporting team ({ $place }) · communication: { $speaks }
lead-team-no-cmt = Lead: the reporting team, CMT not active yet ({ $place }) · communication: { $speaks }
lead-cmt = Lead: CMT { $entity } · communication: { $speaks }
lead-ccvo = Lead of the coordination: CCVO; each CMT leads in its entity · communication: { $speaks }
lead-team-cmt-stopped = Lead: the reporting team, CMT stood down ({ $entity }) · communication: { $speaks }
