"""What changed is fresh at the next request in every process, whoever wrote it: the one kind of
database trigger (triggers), the two numbers that triggers move (versions), and what a process may
remember until they move (remembering)."""
