transformed data {
#include nowhere.stan
#include circle.stan
}
