"""电子档案: a closed case's file as one package that proves itself, and the four checks."""
