# The Matrix network: words out.

matrix-part-gone = (this part of the message no longer applies; what holds now stands above)
