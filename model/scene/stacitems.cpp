#include "model/scene/stacitems.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <memory>
#include <vector>

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_json.h>
#include <cpl_string.h>
#include <cpl_vsi.h>

#include "model/base/lettercase.h"
#include "model/base/listednames.h"
#include "model/error.h"
#include "model/scene/productname.h"
#include "model/scene/scenewords.h"

namespace calving
{

namespace
{

//! An asset that may be backscatter.
struct Asset
{
  std::string key;
  std::string href;
  //! Empty where nothing tells it.
  std::string polarisation;
  //! Whether it says that it holds more than one, in bands.
  bool hasSeveral = false;
};

//! Whether \a path begins as JSON's objects do.
bool isObject( const std::string &path )
{
  const CPLErrorHandlerPusher quiet( CPLQuietErrorHandler );
  VSILFILE *file = VSIFOpenL( path.c_str(), "rb" );
  if ( !file )
    return false;
  std::array<char, 256> begin{};
  const std::size_t count = VSIFReadL( begin.data(), 1, begin.size(), file );
  VSIFCloseL( file );
  const std::string text( begin.data(), count );
  const std::size_t first = text.find_first_not_of( "\xEF\xBB\xBF \t\r\n" ); // a byte order mark may lead
  return first != std::string::npos && text[first] == '{';
}

//! The text \a name of \a object; empty where there is none.
std::string textOf( const CPLJSONObject &object, const std::string &name )
{
  const CPLJSONObject member = object[name];
  return member.IsValid() && member.GetType() == CPLJSONObject::Type::String ? member.ToString()
                                                                             : std::string();
}

//! The texts in the list \a name of \a object.
std::vector<std::string> textsOf( const CPLJSONObject &object, const std::string &name )
{
  std::vector<std::string> texts;
  const CPLJSONArray list = object.GetArray( name );
  for ( int i = 0; list.IsValid() && i < list.Size(); ++i )
    texts.push_back( list[i].ToString() );
  return texts;
}

bool isOneOf( const std::string &text, std::initializer_list<const char *> words )
{
  return std::find( words.begin(), words.end(), text ) != words.end();
}

//! Roles as in STAC's best practices and its extension “sar”. No role rules nothing out.
bool isBackscatter( const CPLJSONObject &asset )
{
  const std::vector<std::string> roles = textsOf( asset, "roles" );
  const bool isOther =
      std::any_of( roles.begin(), roles.end(),
                   []( const std::string &role )
                   {
                     return isOneOf( role, { "thumbnail", "overview", "visual", "metadata", "mask",
                                             "snow-ice", "local-incidence-angle", "ellipsoid-incidence-angle",
                                             "incidence-angle", "noise-power", "date-offset",
                                             "scattering-area", "layover-shadow", "data-mask" } );
                   } );
  const std::string type = lowerCase( textOf( asset, "type" ) );
  const bool isRaster =
      type.empty() || type.find( "tiff" ) != std::string::npos || type.find( "hdf" ) != std::string::npos ||
      type.find( "netcdf" ) != std::string::npos || type.find( "vrt" ) != std::string::npos ||
      type.find( "octet-stream" ) != std::string::npos;
  return isRaster && !isOther;
}

//! The only polarisation that the words of \a text name; empty where there is none, or several.
std::string polarisationNamed( const std::string &text )
{
  SceneFacts said;
  for ( const std::string &word : wordsOf( text ) )
    if ( constexpr std::size_t letters = 2; word.size() == letters )
      readWord( word, said );
  constexpr std::size_t one = 2;
  return said.polarisation.size() == one ? said.polarisation : std::string();
}

//! Empty where nothing tells it, or where the asset has several.
std::string polarisationOf( const CPLJSONObject &asset, const std::string &key )
{
  const std::vector<std::string> stated = textsOf( asset, "sar:polarizations" );
  if ( !stated.empty() )
    return stated.size() == 1 ? upperCase( stated[0] ) : std::string();
  const std::string named = polarisationNamed( key );
  return named.empty() ? polarisationNamed( stemOf( textOf( asset, "href" ) ) ) : named;
}

std::vector<Asset> backscatterOf( const CPLJSONObject &item )
{
  std::vector<Asset> assets;
  for ( const CPLJSONObject &asset : item["assets"].GetChildren() )
    if ( const std::string href = textOf( asset, "href" ); !href.empty() && isBackscatter( asset ) )
      assets.push_back( { asset.GetName(), href, polarisationOf( asset, asset.GetName() ),
                          textsOf( asset, "sar:polarizations" ).size() > 1 } );
  return assets;
}

std::string keysOf( const std::vector<Asset> &assets )
{
  std::vector<std::string> keys;
  for ( const Asset &asset : assets )
    keys.push_back( asset.key );
  return listedNames( keys );
}

//! Throws Error where none of \a assets is that of \a wanted.
Asset chosenAsset( const std::vector<Asset> &assets, const std::string &wanted )
{
  if ( assets.empty() )
    throw Error( "None of the item's assets is a raster of backscatter." );
  const std::vector<std::string> order =
      wanted.empty() ? std::vector<std::string>{ "HH", "VV", "HV", "VH" } : std::vector{ wanted };
  for ( const std::string &polarisation : order )
    for ( const Asset &asset : assets )
      if ( asset.polarisation == polarisation )
        return asset;
  if ( !wanted.empty() && assets.size() == 1 && assets[0].hasSeveral )
    throw Error( "The item's asset " + assets[0].key +
                 " holds several polarisations, and nothing tells in which band " + wanted +
                 " is. Leave POLARISATION empty, and choose BAND." );
  const bool isAlone = assets.size() == 1 && ( wanted.empty() || assets[0].polarisation.empty() );
  if ( isAlone )
    return assets[0];
  throw Error( wanted.empty() ? "Nothing tells which of the item's assets is backscatter: " +
                                    keysOf( assets ) + ". Keep only that in the item."
                              : "The item has no asset of polarisation " + wanted +
                                    ", only: " + keysOf( assets ) + "." );
}

//! What \a item says of its scene, with the keys of sceneFacts().
std::map<std::string, std::string> metadataOf( const CPLJSONObject &item, const std::string &id,
                                               const std::string &polarisation )
{
  std::map<std::string, std::string> metadata{ { "CALVINGFRONT_IMAGE_ID", id } };
  const CPLJSONObject properties = item["properties"];
  const auto take = [&]( const char *key, const std::string &text )
  {
    if ( !text.empty() )
      metadata[key] = text;
  };
  const std::string start = textOf( properties, "start_datetime" );
  const std::string stop = textOf( properties, "end_datetime" );
  const std::string moment = textOf( properties, "datetime" );
  if ( moment.empty() || !middleOf( start, stop ).empty() )
  {
    take( "CALVINGFRONT_DATETIME", start );
    take( "CALVINGFRONT_DATETIME_END", stop );
  }
  else
    take( "CALVINGFRONT_DATETIME", moment );
  const std::string platform = textOf( properties, "platform" );
  take( "PLATFORM", platform.empty() ? textOf( properties, "constellation" ) : platform );
  take( "CALVINGFRONT_MODE", textOf( properties, "sar:instrument_mode" ) );
  take( "CALVINGFRONT_PASS", textOf( properties, "sat:orbit_state" ) );
  take( "CALVINGFRONT_POLARISATION", polarisation );
  for ( const auto &[key, name] : { std::pair( "CALVINGFRONT_RELATIVE_ORBIT", "sat:relative_orbit" ),
                                    { "CALVINGFRONT_ABSOLUTE_ORBIT", "sat:absolute_orbit" } } )
    if ( const int number = properties.GetInteger( name, 0 ); number > 0 )
      metadata[key] = std::to_string( number );
  return metadata;
}

//! Whether \a href is that of what names a product's files, of a Sentinel-1 product as downloaded.
bool isManifest( const std::string &href )
{
  return CPLGetFilename( href.substr( 0, href.find( '?' ) ).c_str() ) == std::string( "manifest.safe" );
}

ListedScene sceneOf( const CPLJSONObject &item, const std::string &id, const std::string &folder,
                     const std::string &polarisation )
{
  if ( !item["assets"].IsValid() || item["assets"].GetType() != CPLJSONObject::Type::Object )
    throw Error( "It is no STAC item: it has no assets." );
  for ( const CPLJSONObject &asset : item["assets"].GetChildren() )
    if ( const std::string href = textOf( asset, "href" ); isManifest( href ) )
    {
      if ( href.find( '?' ) != std::string::npos )
        throw Error( "It is a Sentinel-1 product at an address with a key, which holds for one file and not "
                     "for the product's others. Download the product." );
      ListedScene product( std::string( CPLGetPath( pathOfHref( href, folder ).c_str() ) ) );
      product.isProduct = true;
      return product;
    }
  const Asset asset = chosenAsset( backscatterOf( item ), polarisation );
  ListedScene scene( pathOfHref( asset.href, folder ) );
  scene.metadata = metadataOf( item, id, asset.polarisation );
  const auto said = scene.metadata.find( "CALVINGFRONT_DATETIME" );
  if ( said != scene.metadata.end() && isoDate( said->second ).empty() )
    throw Error( "The item gives “" + said->second +
                 "” as its date, which is none such as "
                 "2018-06-30T08:20:30Z." );
  if ( sceneFacts( scene.raster.path, scene.metadata ).date.empty() )
    throw Error( "The item says no date: neither datetime nor start_datetime and end_datetime." );
  return scene;
}

//! The items in the document \a root; empty where it is something else.
std::vector<CPLJSONObject> itemsOf( const CPLJSONObject &root, const std::string &path )
{
  const auto isItem = []( const CPLJSONObject &object )
  { return object["assets"].IsValid() || !textOf( object, "stac_version" ).empty(); };
  const std::string type = textOf( root, "type" );
  if ( isOneOf( type, { "Catalog", "Collection" } ) && isItem( root ) )
    throw Error( "The STAC " + lowerCase( type ) + " " + path +
                 " only tells where items are. Save the items themselves, as a search returns them, to one "
                 "GeoJSON file, and choose that." );
  if ( type == "Feature" && isItem( root ) )
    return { root };
  std::vector<CPLJSONObject> items;
  const CPLJSONArray features = root.GetArray( "features" );
  for ( int i = 0; type == "FeatureCollection" && features.IsValid() && i < features.Size(); ++i )
    items.push_back( features[i] );
  return std::any_of( items.begin(), items.end(), isItem ) ? items : std::vector<CPLJSONObject>();
}

//! \a text without its %20.
std::string decoded( const std::string &text )
{
  char *plain = CPLUnescapeString( text.c_str(), nullptr, CPLES_URL );
  const std::string result = plain;
  CPLFree( plain );
  return result;
}

} // namespace

std::string pathOfHref( const std::string &href, const std::string &folder )
{
  const std::size_t end = href.find( "://" );
  if ( const std::string local = "file:/"; end == std::string::npos && href.rfind( local, 0 ) == 0 )
    return decoded( href.substr( local.size() - 1 ) );
  if ( end == std::string::npos )
  {
    const auto inFolder = [&folder]( const std::string &name )
    { return std::string( CPLProjectRelativeFilename( folder.c_str(), name.c_str() ) ); };
    // An address has %20 for a space; a file may be called so all the same.
    VSIStatBufL status;
    const bool isThere = VSIStatL( inFolder( href ).c_str(), &status ) == 0;
    const std::string path = inFolder( isThere ? href : decoded( href ) );
    return path.rfind( "/vsi", 0 ) == 0 ? path : std::filesystem::path( path ).lexically_normal().string();
  }
  const std::string scheme = lowerCase( href.substr( 0, end ) );
  const std::string rest = href.substr( end + 3 );
  if ( scheme == "file" ) // what stands before the path is this machine
    return decoded( rest.substr( std::min( rest.find( '/' ), rest.size() ) ) );
  if ( isOneOf( scheme, { "http", "https", "ftp" } ) )
    return "/vsicurl/" + href;
  if ( isOneOf( scheme, { "s3", "gs" } ) )
    return "/vsi" + scheme + '/' + rest;
  throw Error(
      "Its raster lies at " + href +
      ", and only files, https://, s3:// and gs:// can be read. Download it, and correct the item." );
}

std::optional<ListedScenes> stacScenes( const std::string &path, const std::string &polarisation,
                                        const std::function<bool( const std::string & )> &isWanted )
{
  const CPLErrorHandlerPusher quiet( CPLQuietErrorHandler );
  if ( !isObject( path ) )
    return std::nullopt;
  // CPLJSONDocument::Load() takes 8 MB at most, some thousand items.
  constexpr GIntBig most = 1 << 30;
  GByte *bytes = nullptr;
  vsi_l_offset size = 0;
  if ( !VSIIngestFile( nullptr, path.c_str(), &bytes, &size, most ) )
    return std::nullopt;
  const std::unique_ptr<GByte, decltype( &VSIFree )> content( bytes, VSIFree );
  CPLJSONDocument document;
  if ( !document.LoadMemory( content.get(), static_cast<int>( size ) ) )
    return std::nullopt;
  const std::vector<CPLJSONObject> items = itemsOf( document.GetRoot(), path );
  if ( items.empty() )
    return std::nullopt;
  const std::string folder = CPLGetPath( path.c_str() );
  ListedScenes scenes;
  for ( std::size_t i = 0; i < items.size(); ++i )
  {
    const std::string stated = textOf( items[i], "id" );
    if ( isWanted && !isWanted( stated ) )
      continue;
    const std::string id = stated.empty() ? "item " + std::to_string( i + 1 ) + " of " + path : stated;
    try
    {
      scenes.scenes.push_back( sceneOf( items[i], id, folder, polarisation ) );
    }
    catch ( const Error &e )
    {
      scenes.leftOut.push_back( { id, e.what() } );
    }
  }
  return scenes;
}

} // namespace calving
