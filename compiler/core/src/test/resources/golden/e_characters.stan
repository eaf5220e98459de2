model {
  real a = 3 # 4;
  print("open);
}
/* never closed
