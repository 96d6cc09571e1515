#include <QtTest>

#include <ogr_geometry.h>

#include "model/error.h"
#include "model/extract/oceanpolygon.h"
#include "model/segmenter.h"
#include "support/leftovers.h"

using namespace calving;

namespace
{

//! A drawing: ~ ocean, g glacier, r rock, space not available.
RunLengthImage drawn( const QStringList &rows )
{
  RunLengthImage image( rows.first().size() );
  for ( const QString &row : rows )
  {
    std::vector<std::uint8_t> values;
    for ( const QChar pixel : row )
      values.push_back( pixel == '~' ? 3 : pixel == 'g' ? 2 : pixel == 'r' ? 1 : 0 );
    image.appendRow( values.data() );
  }
  return image;
}

RasterGrid gridOf( const RunLengthImage &image )
{
  return { image.width(), image.height(), { 100, 10, 0, 500, 0, -10 }, true, "" };
}

std::unique_ptr<OGRGeometry> outlined( const RunLengthImage &image, const Feedback &feedback = {} )
{
  const std::vector<std::uint8_t> wkb = oceanPolygon( image, gridOf( image ), "/vsimem/ocean.tif", feedback );
  OGRGeometry *geometry = nullptr;
  OGRGeometryFactory::createFromWkb( wkb.data(), nullptr, &geometry, wkb.size() );
  return std::unique_ptr<OGRGeometry>( geometry );
}

} // namespace

class TestOceanPolygon : public QObject
{
  Q_OBJECT

private slots:
  void followsThePixelsWithHoles();
  void cornersDoNotJoinParts();
  void noOceanIsNoPolygon();
  void cancellingLeavesNoFile();
};

void TestOceanPolygon::followsThePixelsWithHoles()
{
  const auto geometry = outlined( drawn( { "gg~~~", "gg~r~", "gg~~~", "rr   " } ) );
  QVERIFY( geometry );
  QCOMPARE( geometry->toMultiPolygon()->get_Area(), 800.0 );
  QCOMPARE( geometry->toMultiPolygon()->getGeometryRef( 0 )->getNumInteriorRings(), 1 );
  OGREnvelope extent;
  geometry->getEnvelope( &extent );
  QCOMPARE( extent.MinX, 120.0 );
  QCOMPARE( extent.MaxX, 150.0 );
  QCOMPARE( extent.MaxY, 500.0 );
  QCOMPARE( extent.MinY, 470.0 );
  QCOMPARE( leftOversOf( "/vsimem/ocean.tif" ), QStringList() );
}

void TestOceanPolygon::cornersDoNotJoinParts()
{
  const auto geometry = outlined( drawn( { "~~gg", "~~gg", "gg~~", "gg~~" } ) );
  QCOMPARE( geometry->toMultiPolygon()->getNumGeometries(), 2 );
  QVERIFY( geometry->IsValid() );
}

void TestOceanPolygon::noOceanIsNoPolygon()
{
  QVERIFY( !outlined( drawn( { "gg", "rr" } ) ) );
}

void TestOceanPolygon::cancellingLeavesNoFile()
{
  Feedback feedback;
  feedback.progress = []( double ) { return false; };
  QVERIFY_EXCEPTION_THROWN( outlined( drawn( { "~g", "~g" } ), feedback ), Cancelled );
  QCOMPARE( leftOversOf( "/vsimem/ocean.tif" ), QStringList() );
}

QTEST_APPLESS_MAIN( TestOceanPolygon )
#include "testoceanpolygon.moc"
