#include "model/geometry/replacelayer.h"

#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include "model/error.h"

namespace calving
{

namespace
{

//! What GDAL refuses; the reason is its own last word.
class Refused : public Error
{
public:
  Refused()
    : Error( *CPLGetLastErrorMsg() ? CPLGetLastErrorMsg() : "GDAL gave no reason" )
  {
  }
};

void require( bool succeeded )
{
  if ( !succeeded )
    throw Refused();
}

GDALDatasetUniquePtr opened( const std::string &path, unsigned int mode )
{
  return GDALDatasetUniquePtr(
      GDALDataset::Open( path.c_str(), GDAL_OF_VECTOR | GDAL_OF_VERBOSE_ERROR | mode ) );
}

void removeLayer( GDALDataset &file, const std::string &name )
{
  for ( int i = 0; i < file.GetLayerCount(); ++i )
    if ( EQUAL( file.GetLayer( i )->GetName(), name.c_str() ) )
    {
      require( file.DeleteLayer( i ) == OGRERR_NONE );
      return;
    }
}

//! An empty layer with the name, geometries and fields of \a layer.
OGRLayer &addedLayer( GDALDataset &file, OGRLayer &layer )
{
  CPLStringList options;
  if ( *layer.GetGeometryColumn() )
    options.SetNameValue( "GEOMETRY_NAME", layer.GetGeometryColumn() );
  if ( *layer.GetFIDColumn() )
    options.SetNameValue( "FID", layer.GetFIDColumn() );
  OGRLayer *added =
      file.CreateLayer( layer.GetName(), layer.GetSpatialRef(), layer.GetGeomType(), options.List() );
  require( added );
  for ( int i = 0; i < layer.GetLayerDefn()->GetFieldCount(); ++i )
    require( added->CreateField( layer.GetLayerDefn()->GetFieldDefn( i ) ) == OGRERR_NONE );
  return *added;
}

void copyFeatures( OGRLayer &from, OGRLayer &into )
{
  for ( const OGRFeatureUniquePtr &feature : from )
  {
    OGRFeature copy( into.GetLayerDefn() );
    require( copy.SetFrom( feature.get() ) == OGRERR_NONE );
    require( into.CreateFeature( &copy ) == OGRERR_NONE );
  }
  // Indexes and extents too belong into the transaction.
  require( into.SyncToDisk() == OGRERR_NONE );
}

//! Throws Error where features of \a layer would lie elsewhere in \a found, or be no features of it.
void requireAlike( OGRLayer &found, OGRLayer &layer, const char *file )
{
  const OGRSpatialReference *there = found.GetSpatialRef();
  const OGRSpatialReference *here = layer.GetSpatialRef();
  if ( there && here && !there->IsSame( here ) )
    throw Error( std::string( "The layer " ) + found.GetName() + " of " + file +
                 " has another coordinate reference system (" + there->GetName() +
                 ") than what is to be added (" + here->GetName() +
                 "). Choose another layer, or set the same system for both." );
  // Lines and multi-lines are one kind.
  const auto kind = []( OGRLayer &of )
  {
    const OGRwkbGeometryType type = wkbFlatten( of.GetGeomType() );
    return OGR_GT_IsSubClassOf( type, wkbGeometryCollection ) ? type : OGR_GT_GetCollection( type );
  };
  if ( kind( found ) != wkbUnknown && kind( layer ) != wkbUnknown && kind( found ) != kind( layer ) )
    throw Error( std::string( "The layer " ) + found.GetName() + " of " + file + " holds " +
                 OGRGeometryTypeToName( found.GetGeomType() ) + ", not " +
                 OGRGeometryTypeToName( layer.GetGeomType() ) + ". Choose another layer." );
}

//! The layer of the name of \a layer, with all its fields; a new one where there is none.
OGRLayer &layerFor( GDALDataset &file, OGRLayer &layer )
{
  OGRLayer *found = file.GetLayerByName( layer.GetName() );
  if ( !found )
    return addedLayer( file, layer );
  requireAlike( *found, layer, file.GetDescription() );
  for ( int i = 0; i < layer.GetLayerDefn()->GetFieldCount(); ++i )
    if ( OGRFieldDefn *field = layer.GetLayerDefn()->GetFieldDefn( i );
         found->GetLayerDefn()->GetFieldIndex( field->GetNameRef() ) < 0 )
      require( found->CreateField( field ) == OGRERR_NONE );
  return *found;
}

//! Copies the layer of \a from into what \a prepare makes of the file \a into, all or nothing.
template <typename Prepare>
void copyLayer( const std::string &from, const std::string &into, const Prepare &prepare )
{
  const CPLErrorHandlerPusher quiet( CPLQuietErrorHandler );
  CPLErrorReset();
  const GDALDatasetUniquePtr source = opened( from, GDAL_OF_READONLY );
  require( source && source->GetLayerCount() == 1 );
  const GDALDatasetUniquePtr target = opened( into, GDAL_OF_UPDATE );
  require( target && target->StartTransaction() == OGRERR_NONE );
  try
  {
    OGRLayer &layer = *source->GetLayer( 0 );
    copyFeatures( layer, prepare( *target, layer ) );
    require( target->CommitTransaction() == OGRERR_NONE );
  }
  catch ( ... )
  {
    target->RollbackTransaction();
    throw;
  }
}

} // namespace

void replaceLayer( const std::string &from, const std::string &into )
{
  copyLayer( from, into,
             []( GDALDataset &target, OGRLayer &layer ) -> OGRLayer &
             {
               removeLayer( target, layer.GetName() );
               return addedLayer( target, layer );
             } );
}

void appendToLayer( const std::string &from, const std::string &into )
{
  copyLayer( from, into, layerFor );
}

bool lacksTransactions( const std::string &path )
{
  const CPLErrorHandlerPusher quiet( CPLQuietErrorHandler );
  const GDALDatasetUniquePtr file = opened( path, GDAL_OF_READONLY );
  return file && !file->TestCapability( ODsCTransactions );
}

} // namespace calving
