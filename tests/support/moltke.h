#pragma once

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include "model/change/changeinput.h"
#include "model/evaluate/frontgeometry.h"

//! The 159 fronts of Harald Moltke Bræ, dated by the folders that they lie in. \a folder holds lines/ and
//! box/.
inline std::vector<calving::FrontRecord> moltkeFronts( const std::string &folder )
{
  namespace fs = std::filesystem;
  std::vector<fs::path> files;
  for ( const fs::directory_entry &entry : fs::recursive_directory_iterator( folder + "/lines" ) )
    if ( entry.path().extension() == ".shp" )
      files.push_back( entry.path() );
  std::sort( files.begin(), files.end() );
  std::vector<calving::FrontRecord> fronts;
  for ( const fs::path &file : files )
  {
    const calving::FrontGeometry geometry = calving::readFrontGeometry( file.string() );
    calving::FrontRecord front;
    front.source = file.string();
    front.glacier = "Harald Moltke Bræ";
    front.dateText = file.parent_path().filename().string();
    front.crs = geometry.crs;
    front.lines = geometry.lines;
    fronts.push_back( front );
  }
  return fronts;
}

//! The only shape of a file.
inline calving::WellKnownBinary onlyShape( const std::string &path )
{
  const GDALDatasetUniquePtr file( GDALDataset::Open( path.c_str(), GDAL_OF_VECTOR ) );
  const OGRFeatureUniquePtr feature( file->GetLayer( 0 )->GetNextFeature() );
  calving::WellKnownBinary shape( feature->GetGeometryRef()->WkbSize() );
  feature->GetGeometryRef()->exportToWkb( wkbNDR, shape.data() );
  return shape;
}

inline calving::DrawnShapes moltkeBox( const std::string &folder, const std::string &crs )
{
  return { "The box", crs, { onlyShape( folder + "/box/harald_moltke_brae.shp" ) } };
}

//! Degrees from north in which Harald Moltke Bræ flows where the fronts are.
constexpr double moltkeDirection = 292;
