real a = undeclared;
