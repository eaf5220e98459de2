transformed data {
#include wrong.stan
}
