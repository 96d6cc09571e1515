#include "model/sar/product/productsat.h"

#include <filesystem>

#include "model/base/lettercase.h"
#include "model/sar/product/product.h"
#include "model/sar/product/productpath.h"

namespace calving
{

namespace
{

namespace fs = std::filesystem;

constexpr const char *manifestName = "manifest.safe";

//! Whether \a path, an archive or a folder with a manifest, is a product.
bool isProduct( const fs::path &path )
{
  std::error_code unknown;
  const bool mayBe = fs::is_directory( path, unknown ) ? fs::exists( path / manifestName, unknown )
                                                       : fs::is_regular_file( path, unknown ) &&
                                                             lowerCase( path.extension().string() ) == ".zip";
  return mayBe && isSentinel1Product( path.string() );
}

} // namespace

std::vector<std::string> productsAt( const std::string &path )
{
  fs::path given = path;
  if ( given.filename() == manifestName )
    given = fs::absolute( given ).parent_path();
  if ( isProduct( given ) )
    return { given.string() };
  std::vector<std::string> products;
  std::error_code unknown;
  if ( fs::is_directory( given, unknown ) )
    for ( const std::string &name : filesIn( path ) )
      if ( isProduct( given / name ) )
        products.push_back( ( given / name ).string() );
  return products;
}

} // namespace calving
