#include "model/simulate/product/productimage.h"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "model/base/atomicfile.h"
#include "model/base/filehash.h"
#include "model/base/lettercase.h"
#include "model/base/mixbits.h"
#include "model/simulate/product/productradiometry.h"

namespace calving
{

namespace
{

std::string stemOf( const ImageWish &wish )
{
  return lowerCase( "s1a-" + wish.type.mode + "-grd-" + wish.annotation.header.polarisation + "-" +
                    timesInNames( wish.annotation, '-' ) + "-" + fixedDigits( wish.number, 10, 3 ) );
}

} // namespace

std::string fixedDigits( std::uint64_t value, int base, int count )
{
  std::string text;
  for ( int i = 0; i < count; ++i, value /= base )
    text.insert( text.begin(), "0123456789ABCDEF"[value % base] );
  return text;
}

std::string timesInNames( const Annotation &annotation, char between )
{
  const std::string gap( 1, between );
  return annotation.firstLineTime.compact() + gap + annotation.lastLineTime.compact() + gap +
         fixedDigits( annotation.header.absoluteOrbit, 10, 6 ) + gap + fixedDigits( 1, 16, 6 );
}

ProductFile productFile( const std::string &folder, const std::string &path, const std::string &kind )
{
  const std::string whole = folder + "/" + path;
  return { path, "s1Level1" + kind + "Schema",
           static_cast<std::int64_t>( std::filesystem::file_size( whole ) ), md5OfFile( whole ) };
}

ProductImage::ProductImage( const ImageWish &wish, const std::string &folder )
  : mAnnotation( wish.annotation )
  , mNumber( wish.number )
  , mCalibration( simulatedCalibration( mAnnotation ) )
  , mNoise( simulatedNoise( mAnnotation, mCalibration, wish.type, wish.noiseFloorDb ) )
  , mFactors( mCalibration, Calibration::SigmaNought, mAnnotation )
  , mThermal( mNoise, mAnnotation )
  , mSpeckle( wish.looks )
  , mSeed( mixBits( wish.seed * 64 + wish.number ) )
  , mStem( stemOf( wish ) )
  , mFolder( folder )
  , mWriter( folder + "/" + measurement(), mAnnotation,
             "Sentinel-1A " + wish.type.mode + " GRD " + wish.type.resolution + "R L1" )
{
}

std::vector<std::uint16_t> ProductImage::digitalNumbers( int firstLine, const std::vector<float> &sigma0,
                                                         const PointTargets &targets ) const
{
  const int width = mAnnotation.width;
  const int count = static_cast<int>( sigma0.size() / width );
  std::vector<float> bright( sigma0.size() );
  targets.addTo( bright, firstLine, count, width );
  std::vector<float> factors( width );
  std::vector<float> noise( width );
  std::vector<std::uint16_t> numbers( sigma0.size() );
  for ( int line = 0; line < count; ++line )
  {
    mFactors.row( firstLine + line, 0, width, factors.data() );
    mThermal.row( firstLine + line, 0, width, noise.data() );
    const std::uint64_t row = mixBits( mSeed + static_cast<std::uint64_t>( firstLine + line ) );
    const std::size_t offset = static_cast<std::size_t>( line ) * width;
    for ( int i = 0; i < width; ++i )
    {
      const float square = factors[i] * factors[i];
      const float speckle = mSpeckle.at( static_cast<std::uint32_t>( mixBits( row + i ) >> 32 ) );
      const float power = ( square * sigma0[offset + i] + noise[i] ) * speckle + square * bright[offset + i];
      // 0 stands for “no data”.
      const float number = std::clamp( std::sqrt( power ) + 0.5f, 1.0f, 65535.0f );
      numbers[offset + i] = static_cast<std::uint16_t>( number );
    }
  }
  return numbers;
}

ProductFile ProductImage::put( const std::string &path, const std::string &kind,
                               const std::string &content ) const
{
  AtomicFile file( mFolder + "/" + path );
  file.write( content );
  file.commit();
  return productFile( mFolder, path, kind );
}

std::string ProductImage::measurement() const
{
  return "measurement/" + mStem + ".tiff";
}

std::vector<ProductFile> ProductImage::finish()
{
  mWriter.close();
  const std::string radiometry = "annotation/calibration/";
  return { put( radiometry + "noise-" + mStem + ".xml", "Noise", noiseXml( mNoise, mNumber ) ),
           put( radiometry + "calibration-" + mStem + ".xml", "Calibration",
                calibrationXml( mCalibration, mNumber ) ),
           put( "annotation/" + mStem + ".xml", "Product", annotationXml( mAnnotation, mNumber ) ),
           productFile( mFolder, measurement(), "Measurement" ) };
}

} // namespace calving
