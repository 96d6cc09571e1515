#pragma once

#include <map>
#include <string>

#include <QDir>
#include <QFile>
#include <QProcess>

#include <gdal_priv.h>

/**
 * A Sentinel-2 Level-2A product of 120 x 120 pixels of 10 m (UTM 33 N) in \a parent, as its distributor lays
 * it out: bands of 10, 20 and 60 m as JPEG 2000. Band of channel c (from 0) holds 1000 (c + 2), the scene
 * classification 6 (water), or 9 (cloud) in its left \a cloudColumns of 60. Returns the .SAFE folder.
 */
class OpticalProduct
{
public:
  explicit OpticalProduct( const QString &parent, int cloudColumns = 0 )
    : mName( "S2A_MSIL2A_20200705T152911_N0500_R111_T21XWA_20200705T190101.SAFE" )
    , mFolder( parent + '/' + mName )
  {
    const std::map<QString, std::pair<int, int>> bands{
        { "B01", { 60, 2000 } },  { "B02", { 10, 3000 } },  { "B03", { 10, 4000 } },
        { "B04", { 10, 5000 } },  { "B05", { 20, 6000 } },  { "B06", { 20, 7000 } },
        { "B07", { 20, 8000 } },  { "B08", { 10, 9000 } },  { "B8A", { 20, 10000 } },
        { "B09", { 60, 11000 } }, { "B11", { 20, 12000 } }, { "B12", { 20, 13000 } },
        { "WVP", { 20, 700 } },   { "SCL", { 20, 6 } } };
    QString files;
    for ( const auto &[band, content] : bands )
      files += "<IMAGE_FILE>" +
               addBand( band, content.first, content.second, band == "SCL" ? cloudColumns : 0 ) +
               "</IMAGE_FILE>";
    write( mFolder + "/MTD_MSIL2A.xml", product( files ) );
    write( mFolder + '/' + granule() + "/MTD_TL.xml", tile() );
  }

  QString folder() const { return mFolder; }
  QString file( const QString &band, int side ) const
  {
    return granule() + QString( "/IMG_DATA/R%1m/T21XWA_20200705T152911_%2_%1m" ).arg( side ).arg( band );
  }

private:
  static QString granule() { return "GRANULE/L2A_T21XWA_A026301_20200705T152911"; }

  QString addBand( const QString &band, int side, int value, int cloudColumns ) const
  {
    GDALAllRegister();
    const QString path = mFolder + '/' + file( band, side ) + ".jp2";
    QDir().mkpath( QFileInfo( path ).path() );
    const int size = 1200 / side;
    GDALDatasetUniquePtr memory(
        GetGDALDriverManager()->GetDriverByName( "MEM" )->Create( "", size, size, 1, GDT_UInt16, nullptr ) );
    memory->GetRasterBand( 1 )->Fill( value );
    const std::uint16_t cloud = 9;
    for ( int y = 0; y < size; ++y )
      for ( int x = 0; x < cloudColumns; ++x )
        CPL_IGNORE_RET_VAL( memory->GetRasterBand( 1 )->RasterIO(
            GF_Write, x, y, 1, 1, const_cast<std::uint16_t *>( &cloud ), 1, 1, GDT_UInt16, 0, 0, nullptr ) );
    const char *options[] = { "REVERSIBLE=YES", "QUALITY=100", nullptr };
    GDALDatasetUniquePtr( GetGDALDriverManager()
                              ->GetDriverByName( "JP2OpenJPEG" )
                              ->CreateCopy( path.toUtf8().constData(), memory.get(), false,
                                            const_cast<char **>( options ), nullptr, nullptr ) );
    return file( band, side );
  }

  static void write( const QString &path, const QString &text )
  {
    QFile file( path );
    file.open( QIODevice::WriteOnly );
    file.write( text.toUtf8() );
  }

  QString product( const QString &files ) const
  {
    return QString( R"(<?xml version="1.0" encoding="UTF-8"?>
<n1:Level-2A_User_Product xmlns:n1="https://psd-14.sentinel2.eo.esa.int/PSD/User_Product_Level-2A.xsd"><n1:General_Info>
<Product_Info><PRODUCT_START_TIME>2020-07-05T15:29:11.024Z</PRODUCT_START_TIME><PRODUCT_URI>%1</PRODUCT_URI>
<PROCESSING_LEVEL>Level-2A</PROCESSING_LEVEL><PRODUCT_TYPE>S2MSI2A</PRODUCT_TYPE>
<Query_Options completeSingleTile="true"><PRODUCT_FORMAT>SAFE_COMPACT</PRODUCT_FORMAT></Query_Options>
<Product_Organisation><Granule_List><Granule datastripIdentifier="D"
granuleIdentifier="L2A_T21XWA_A026301_20200705T152911" imageFormat="JPEG2000">%2</Granule></Granule_List>
</Product_Organisation></Product_Info><Product_Image_Characteristics><BOA_ADD_OFFSET_VALUES_LIST>
<BOA_ADD_OFFSET band_id="0">-1000</BOA_ADD_OFFSET></BOA_ADD_OFFSET_VALUES_LIST></Product_Image_Characteristics>
</n1:General_Info></n1:Level-2A_User_Product>)" )
        .arg( mName, files );
  }

  static QString tile()
  {
    QString sizes;
    for ( int side : { 10, 20, 60 } )
      sizes += QString( "<Size resolution=\"%1\"><NROWS>%2</NROWS><NCOLS>%2</NCOLS></Size><Geoposition "
                        "resolution=\"%1\"><ULX>500000</ULX><ULY>8000000</ULY><XDIM>%1</XDIM><YDIM>-%1</YDIM>"
                        "</Geoposition>" )
                   .arg( side )
                   .arg( 1200 / side );
    return QString( R"(<?xml version="1.0" encoding="UTF-8"?>
<n1:Level-2A_Tile_ID xmlns:n1="https://psd-14.sentinel2.eo.esa.int/PSD/S2_PDI_Level-2A_Tile_Metadata.xsd">
<n1:Geometric_Info><Tile_Geocoding metadataLevel="Brief"><HORIZONTAL_CS_NAME>WGS84 / UTM zone 33N</HORIZONTAL_CS_NAME>
<HORIZONTAL_CS_CODE>EPSG:32633</HORIZONTAL_CS_CODE>%1</Tile_Geocoding></n1:Geometric_Info></n1:Level-2A_Tile_ID>)" )
        .arg( sizes );
  }

  QString mName;
  QString mFolder;
};
