#pragma once

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "model/front/frontpixels.h"
#include "model/raster/raster.h"
#include "support/testdata.h"

//! The post-processing cases that the published Python code computed.
struct GoldenImage
{
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> values;
};

inline QJsonObject goldenCase()
{
  QFile file( testData( "golden/postprocess/case.json" ) );
  return file.open( QIODevice::ReadOnly ) ? QJsonDocument::fromJson( file.readAll() ).object()
                                          : QJsonObject();
}

inline QStringList goldenScenes()
{
  QStringList scenes;
  for ( const QJsonValue &name : goldenCase()["order_of_images"].toArray() )
    scenes << name.toString();
  return scenes;
}

inline GoldenImage goldenImage( const QString &folder, const QString &file )
{
  const QString path = testData( "golden/postprocess/" + folder + '/' + file );
  const calving::RasterReader reader( path.toStdString() );
  return { reader.width(), reader.height(),
           reader.readBytes( 1, { 0, 0, reader.width(), reader.height() } ) };
}

//! Zones as classes 0 to 3. \a folder: "prediction", whose files have the scene's name, or "zones".
inline GoldenImage goldenZones( const QString &folder, const QString &scene )
{
  GoldenImage image = goldenImage( folder, scene + ( folder == "zones" ? "_zones.png" : ".png" ) );
  for ( std::uint8_t &value : image.values )
    value = value == 254 ? 3 : value == 127 ? 2 : value == 64 || value == 63 ? 1 : 0;
  return image;
}

inline double goldenResolution( const QString &scene )
{
  return goldenCase()["images"].toObject()[scene].toObject()["resolution_from_name"].toDouble();
}

inline calving::FrontRule goldenRule( const QString &scene, bool boxed )
{
  calving::FrontRule rule;
  rule.pixelSizeMetres = goldenResolution( scene );
  if ( boxed )
  {
    QFile box( testData( "golden/postprocess/bounding_boxes/" + scene + ".txt" ) );
    if ( box.open( QIODevice::ReadOnly ) )
      rule.box = calving::boundingBox( box.readAll().toStdString(), 256, 256, scene.toStdString() );
  }
  return rule;
}
