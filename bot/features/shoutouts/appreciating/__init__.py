"""Being asked, once a week and in private, whom one might thank."""
