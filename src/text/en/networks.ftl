# What every chat network says.

call-by-phone = { $person } · telephone: { $phone }
call-by-phone-more = { $count ->
    [one] And one more person.
   *[other] And { $count } more people.
 }
