# Tijdstippen en hoe ver ze weg zijn.

time-summer = { $clock } zomertijd
time-winter = { $clock } wintertijd
time-on-day = { $clock } op { $day } { $month }
time-in-year = { $clock } op { $day } { $month } { $year }

due = om { $moment }

away-ahead = over { $distance }
away-past = { $distance } geleden
away-now = nu

distance-seconds = { $seconds } s
distance-minutes = { $minutes } min
distance-hours = { $hours } uur
distance-hours-minutes = { $hours } uur { $minutes } min
distance-days = { $days ->
    [one] 1 dag
   *[other] { $days } dagen
}
distance-days-hours = { $days ->
    [one] 1 dag { $hours } uur
   *[other] { $days } dagen { $hours } uur
}

month-1 = januari
month-2 = februari
month-3 = maart
month-4 = april
month-5 = mei
month-6 = juni
month-7 = juli
month-8 = augustus
month-9 = september
month-10 = oktober
month-11 = november
month-12 = december
