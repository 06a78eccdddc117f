"""整馆备份: everything of the museum in one folder that needs neither this program nor this computer to
be read, and the way back.

A backup is a BagIt folder (bags.py), or the same as one archive in parts (parts.py). The database is
in it as one text file for each table (cells_in_text.py, dumping.py), which either engine takes in.
taking.py makes one, restoring.py brings one back and proves it, since.py remembers what was taken
away after it, keeping.py says which ones stay.
"""
