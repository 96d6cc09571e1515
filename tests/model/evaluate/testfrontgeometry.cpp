#include <QtTest>

#include <fstream>

#include <QTemporaryDir>

#include "model/evaluate/frontgeometry.h"
#include "support/expecterror.h"

using namespace calving;

class TestFrontGeometry : public QObject
{
  Q_OBJECT

private slots:
  void attributesDescribeTheScene_data();
  void attributesDescribeTheScene();
  void readsCollections();
  void refusesShapesThatAreNoLines_data();
  void refusesShapesThatAreNoLines();

private:
  std::string write( const QString &properties, const QString &geometry ) const
  {
    const std::string path = mFolder.filePath( "layer.geojson" ).toStdString();
    std::ofstream( path ) << R"({"type":"Feature","properties":{)" << properties.toStdString()
                          << R"(},"geometry":)" << geometry.toStdString() << "}";
    return path;
  }

  QTemporaryDir mFolder;
};

void TestFrontGeometry::attributesDescribeTheScene_data()
{
  QTest::addColumn<QString>( "properties" );
  QTest::newRow( "ours" ) << R"("glacier_name":"Helheim","date":"2018-06-02","sensor":"S1A","pixel_m":40.5)";
  QTest::newRow( "of Shapefiles, TermPicks and CALFIN" )
      << R"("OfficialN":"Helheim","Date":"2018/06/02","Satellite":"S1A","Res":40.5)";
}

void TestFrontGeometry::attributesDescribeTheScene()
{
  QFETCH( QString, properties );
  const SceneFacts facts =
      readFrontGeometry( write( properties, R"({"type":"LineString","coordinates":[[0,60],[1,60]]})" ) )
          .facts;
  QCOMPARE( facts.glacier, std::string( "Helheim" ) );
  QCOMPARE( facts.date, std::string( "2018-06-02" ) );
  QCOMPARE( facts.sensor, std::string( "S1A" ) );
  QCOMPARE( facts.resolutionMetres, 40.5 );
}

void TestFrontGeometry::readsCollections()
{
  const FrontGeometry front = readFrontGeometry( write(
      {}, R"({"type":"GeometryCollection","geometries":[{"type":"LineString","coordinates":[[0,60],[1,60]]},)"
          R"({"type":"MultiLineString","coordinates":[[[2,60],[3,60]],[[4,60],[5,60]]]}]})" ) );
  QCOMPARE( front.lines.size(), std::size_t( 3 ) );
}

void TestFrontGeometry::refusesShapesThatAreNoLines_data()
{
  QTest::addColumn<QString>( "geometry" );
  QTest::addColumn<QString>( "sentence" );
  QTest::newRow( "polygon" ) << R"({"type":"Polygon","coordinates":[[[0,60],[1,60],[1,61],[0,60]]]})"
                             << "holds polygons";
  QTest::newRow( "polygon in a collection" )
      << R"({"type":"GeometryCollection","geometries":[{"type":"LineString","coordinates":[[0,60],[1,60]]},)"
         R"({"type":"Polygon","coordinates":[[[0,60],[1,60],[1,61],[0,60]]]}]})"
      << "holds polygons";
  QTest::newRow( "point" ) << R"({"type":"Point","coordinates":[1,60]})"
                           << "holds no lines";
}

void TestFrontGeometry::refusesShapesThatAreNoLines()
{
  QFETCH( QString, geometry );
  QFETCH( QString, sentence );
  const std::string path = write( {}, geometry );
  EXPECT_ERROR( readFrontGeometry( path ), sentence.toStdString() );
  EXPECT_ERROR( readFrontGeometry( path ), path );
}

QTEST_APPLESS_MAIN( TestFrontGeometry )
#include "testfrontgeometry.moc"
