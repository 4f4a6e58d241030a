"""What Tend would send in the next days: played on a copy, so that nothing is sent or changed."""
