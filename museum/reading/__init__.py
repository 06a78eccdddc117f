"""How people write things: the one form in which two writings meet, and what a name begins with."""
