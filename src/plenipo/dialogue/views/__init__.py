"""What readers make of a standing: functions of the standing and of `now`, none of which changes anything."""
