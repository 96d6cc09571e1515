// Stands in for model/zipreader.cpp, which needs libzip: this program reads .safetensors files alone.

#include "model/error.h"
#include "model/modelfile/pytorch/zipreader.h"

namespace calving
{

ZipReader::ZipReader( const std::string &path )
  : mPath( path )
{
  fail( "is no .safetensors file" );
}

std::vector<std::string> ZipReader::names() const
{
  return {};
}

bool ZipReader::contains( const std::string & ) const
{
  return false;
}

std::vector<std::byte> ZipReader::read( const std::string &name ) const
{
  fail( "holds no " + name );
}

void ZipReader::fail( const std::string &what ) const
{
  throw Error( "The file " + mPath + " " + what + ". Convert it with calvingfront:importweights first." );
}

void ZipReader::Closer::operator()( zip * ) const {}

} // namespace calving
