functions {
#include shared.stanfunctions
  #include <shared.stanfunctions>
}
transformed data {
  real a = twice(3);
}
