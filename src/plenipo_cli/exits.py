"""How a command ends.

0 done, or it holds · 1 refused, or it does not hold · 2 could not tell, or asked wrongly · 3 a fault of this
machine: disk, lock, key, agent · 4 a fault of the program · 130 interrupted
"""

OK, NO, UNCLEAR, MACHINE, PROGRAM, INTERRUPTED = 0, 1, 2, 3, 4, 130
