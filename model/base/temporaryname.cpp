#include "model/base/temporaryname.h"

#include <random>

namespace calving
{

std::string temporaryName( const std::string &path, const std::string &ending )
{
  std::random_device device;
  return path + "." + std::to_string( device() ) + ending;
}

} // namespace calving
