# Moments and how far away they are.

time-summer = { $clock } summer time
time-winter = { $clock } winter time
time-on-day = { $clock } on { $day } { $month }
time-in-year = { $clock } on { $day } { $month } { $year }

due = at { $moment }

away-ahead = in { $distance }
away-past = { $distance } ago
away-now = now

distance-seconds = { $seconds } s
distance-minutes = { $minutes } min
distance-hours = { $hours } h
distance-hours-minutes = { $hours } h { $minutes } min
distance-days = { $days ->
    [one] 1 day
   *[other] { $days } days
}
distance-days-hours = { $days ->
    [one] 1 day { $hours } h
   *[other] { $days } days { $hours } h
}

month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
