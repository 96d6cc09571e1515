#pragma once

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

/**
 * An item as the Planetary Computer's collection sentinel-1-rtc has it: members, names of files and
 * extensions are its own (https://planetarycomputer.microsoft.com/dataset/sentinel-1-rtc), the scene is made
 * up.
 */
inline QJsonObject stacItem( const QString &id, const QString &dateTime, const QJsonObject &assets )
{
  const QString extension = "https://stac-extensions.github.io/%1/v1.0.0/schema.json";
  const QJsonArray corner{ -81.99317, 25.22508 };
  const QJsonObject properties{ { "datetime", dateTime },
                                { "platform", "SENTINEL-1A" },
                                { "constellation", "Sentinel-1" },
                                { "sar:frequency_band", "C" },
                                { "sar:center_frequency", 5.405 },
                                { "sar:observation_direction", "right" },
                                { "sar:instrument_mode", "IW" },
                                { "sar:polarizations", QJsonArray{ "VV", "VH" } },
                                { "sar:product_type", "GRD" },
                                { "sar:looks_equivalent_number", 4.4 },
                                { "sat:platform_international_designator", "2014-016A" },
                                { "sat:orbit_state", "ascending" },
                                { "sat:absolute_orbit", 30352 },
                                { "sat:relative_orbit", 5 },
                                { "s1:processing_level", "1" },
                                { "s1:shape", QJsonArray{ 28236, 23625 } },
                                { "proj:epsg", 32633 } };
  return {
      { "type", "Feature" },
      { "stac_version", "1.0.0" },
      { "stac_extensions",
        QJsonArray{ extension.arg( "sar" ), extension.arg( "sat" ), extension.arg( "projection" ) } },
      { "id", id },
      { "collection", "sentinel-1-rtc" },
      { "properties", properties },
      { "bbox", QJsonArray{ -82, 25.2, -80.9, 26.3 } },
      { "geometry",
        QJsonObject{ { "type", "Polygon" },
                     { "coordinates", QJsonArray{ QJsonArray{ corner, QJsonArray{ -80.9, 25.2 },
                                                              QJsonArray{ -80.9, 26.2 }, corner } } } } },
      { "links", QJsonArray{ QJsonObject{ { "rel", "license" },
                                          { "href", "https://creativecommons.org/licenses/by/4.0/" } } } },
      { "assets", assets } };
}

//! A raster among its assets.
inline QJsonObject stacAsset( const QString &href, const QJsonArray &roles = { "data" } )
{
  return { { "href", href },
           { "type", "image/tiff; application=geotiff; profile=cloud-optimized" },
           { "roles", roles },
           { "raster:bands",
             QJsonArray{ QJsonObject{
                 { "nodata", -32768 }, { "data_type", "float32" }, { "spatial_resolution", 10 } } } } };
}

//! What a search returns.
inline QJsonObject stacCollection( const QJsonArray &items )
{
  return { { "type", "FeatureCollection" }, { "features", items } };
}

inline QString writeStac( const QString &path, const QJsonObject &content )
{
  QFile file( path );
  if ( file.open( QIODevice::WriteOnly ) )
    file.write( QJsonDocument( content ).toJson() );
  return path;
}
