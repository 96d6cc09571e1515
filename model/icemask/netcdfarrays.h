#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <gdal_priv.h>

//! NetCDF by GDAL's multidimensional interface. Every function throws Error, with GDAL's reason,
//! where GDAL fails; those that write values, on a full disk for instance, name the file.
namespace calving
{

using Group = GDALGroup;
using Dimension = std::shared_ptr<GDALDimension>;
using Array = std::shared_ptr<GDALMDArray>;

//! How an array is stored; a byte has a sign, as CF-1.8 wants it.
enum class ArrayType
{
  Byte,
  Float,
  Double
};

//! A new NetCDF-4 file that says that it heeds CF-1.8.
class NetcdfFile
{
public:
  //! Writes to \a place; messages name \a path. Throws Error also where GDAL knows no NetCDF.
  NetcdfFile( const std::string &path, const std::string &place );

  GDALGroup &group() { return *mGroup; }
  //! Throws Error if the disk does not accept the rest. REQUIRES: arrays and dimensions are gone.
  void close();

private:
  std::string mPath;
  GDALDatasetUniquePtr mDataset;
  std::shared_ptr<GDALGroup> mGroup;
};

//! \a type: one of GDAL_DIM_TYPE_..., or empty.
Dimension createDimension( Group &group, const std::string &name, const std::string &type, std::size_t size );
//! Arrays with time, y and x are cut into chunks of one time each; maps are deflated.
Array createArray( Group &group, const std::string &name, const std::vector<Dimension> &dimensions,
                   ArrayType type );

void setAttribute( GDALIHasAttribute &holder, const std::string &name, const std::string &text );
//! The values of flags of an array of bytes.
void setFlags( GDALMDArray &array, const std::vector<std::int16_t> &values );
//! Says that the map of \a array is in the system \a crs (well-known text); nothing where that is empty.
void setSystem( GDALMDArray &array, const std::string &crs );
//! Gives the grid mapping of \a group, which setSystem() made, well-known text of 2019, as CF asks for; GDAL
//! writes that of 2001.
void describeSystem( Group &group, const std::string &crs );

void writeAll( GDALMDArray &array, const std::vector<double> &values );
void writeAll( GDALMDArray &array, const std::vector<std::uint8_t> &values );
//! The values of the time \a index.
void writeSlice( GDALMDArray &array, std::size_t index, const std::vector<std::uint8_t> &values );
void writeSlice( GDALMDArray &array, std::size_t index, const std::vector<float> &values );

} // namespace calving
