#include <QtTest>

#include "support/process.h"

/**
 * plugin/drawseries.py and plugin/drawmap.py: fronts of many dates as a plot and on a map.
 *
 * The fjord of these tests is 1000 m wide, from y = 0 to 1000, with the ocean in the west: fronts that this
 * plugin writes go north. Their box is the middle 800 m.
 */
class TestPictures : public QObject
{
  Q_OBJECT

private slots:
  void measuresTheMeanOverTheBox();
  void drawsTheSamePictureTwice_data();
  void drawsTheSamePictureTwice();
  void saysWhichLayerItCannotRead();

private:
  //! The path of a new layer of lines "date: x y, x y, ...".
  QString layer( const QStringList &lines );
  Ended python( const QStringList &arguments ) const;

  QTemporaryDir mFolder;
  const QString mBox = mFolder.filePath( "box.gpkg" );
  int mLayers = 0;
};

namespace
{

const char *const straight = "2020-05-01: 1000 0, 1000 1000";
const QString drawSeries = QStringLiteral( SOURCE_FOLDER "/plugin/drawseries.py" );
const QString drawMap = QStringLiteral( SOURCE_FOLDER "/plugin/drawmap.py" );

} // namespace

QString TestPictures::layer( const QStringList &lines )
{
  QStringList features;
  for ( const QString &line : lines )
  {
    QStringList points;
    for ( const QString &point : line.section( ": ", 1 ).split( ", " ) )
      points << QString( point ).replace( ' ', ',' ).prepend( '[' ).append( ']' );
    features << QStringLiteral( R"({"type":"Feature","properties":{"date":"%1"},)"
                                R"("geometry":{"type":"LineString","coordinates":[%2]}})" )
                    .arg( line.section( ": ", 0, 0 ), points.join( ',' ) );
  }
  const QString path = mFolder.filePath( QString( "lines%1.geojson" ).arg( ++mLayers ) );
  QFile file( path );
  const bool isWritten =
      file.open( QIODevice::WriteOnly ) &&
      file.write( QStringLiteral( R"({"type":"FeatureCollection","crs":{"type":"name","properties":)"
                                  R"({"name":"urn:ogc:def:crs:EPSG::3413"}},"features":[%1]})" )
                      .arg( features.join( ',' ) )
                      .toUtf8() ) > 0;
  return isWritten ? path : QString();
}

Ended TestPictures::python( const QStringList &arguments ) const
{
  const Start start{ { { "QGIS_CUSTOM_CONFIG_PATH", mFolder.filePath( "profile" ) },
                       { "PYTHONDONTWRITEBYTECODE", "1" },
                       { "PATH", "/usr/bin:/bin" } } };
  return run( "/usr/bin/python3", arguments, start );
}

//! All in one life of QGIS, each under a date of its own.
void TestPictures::measuresTheMeanOverTheBox()
{
  // Seawards is west: metres along are -x.
  const QList<QPair<QString, QString>> claims{
      { "1000 0, 1000 1000", "-1000.000" },
      { "900 0, 900 1000", "-900.000" },
      // Drawn the other way.
      { "900 1000, 900 0", "-900.000" },
      // A bay, 200 m deep over 200 of 800 m.
      { "1000 0, 1000 400, 1200 400, 1200 600, 1000 600, 1000 1000", "-1050.000" },
      // A bay at the wall, outside the box.
      { "1500 0, 1500 100, 1000 100, 1000 1000", "-1000.000" },
      // Folded: 500 m at 1000, back over 200 m at 1050 in the mean, 500 m at 1100.
      { "1000 0, 1000 600, 1100 400, 1100 1000", "-1050.000" },
      // Of the box 730 m, more than nine tenths, and 700 m, less.
      { "1000 0, 1000 830", "-1000.000" },
      { "1000 0, 1000 800", "none" },
  };
  QStringList lines;
  QStringList expected;
  for ( int i = 0; i < claims.size(); ++i )
  {
    const QString day = QDate( 2020, 1, 1 + i ).toString( Qt::ISODate );
    lines << day + ": " + claims[i].first;
    expected << day + " " + claims[i].second;
  }
  const Ended ended =
      python( { SOURCE_FOLDER "/tests/plugin/positions.py", layer( { straight } ), layer( lines ) } );
  QVERIFY2( ended.code == 0, ended.text() );
  QCOMPARE( ended.out.trimmed().split( '\n' ), expected );
}

void TestPictures::drawsTheSamePictureTwice_data()
{
  const QString fronts =
      layer( { straight, "2020-09-01: 1100 0, 1100 1000", "2021-05-01: 1200 0, 1300 1000" } );
  const QString scene = mFolder.filePath( "scene.tif" );
  const Ended made = run( "gdal_create", { "-outsize", "20", "10", "-burn", "100", "-a_srs", "EPSG:3413",
                                           "-a_ullr", "0", "1000", "2000", "0", scene } );
  QVERIFY2( made.code == 0, made.text() );
  QTest::addColumn<QString>( "script" );
  QTest::addColumn<QStringList>( "arguments" );
  QTest::newRow( "plot" ) << drawSeries
                          << QStringList{ "A title", mBox, "Extracted=dates=dots=" + fronts,
                                          "Truth=#000000=line=" + fronts };
  QTest::newRow( "map" ) << drawMap << QStringList{ "A title", scene, "Extracted=dates=0.5=" + fronts };
}

void TestPictures::drawsTheSamePictureTwice()
{
  QFETCH( QString, script );
  QFETCH( QStringList, arguments );
  QByteArrayList pictures;
  for ( const char *name : { "first.png", "second.png" } )
  {
    const QString picture = mFolder.filePath( name );
    const Ended ended = python( QStringList{ script, picture } + arguments );
    QVERIFY2( ended.code == 0, ended.text() );
    QFile file( picture );
    QVERIFY( file.open( QIODevice::ReadOnly ) );
    pictures << file.readAll();
  }
  QVERIFY( pictures[0].startsWith( "\x89PNG" ) );
  QVERIFY( pictures[0] == pictures[1] );
}

void TestPictures::saysWhichLayerItCannotRead()
{
  const QString picture = mFolder.filePath( "plot.png" );
  const QString missing = mFolder.filePath( "none.gpkg" );
  const Ended ended = python( { drawSeries, picture, "A title", mBox, "A=dates=dots=" + missing } );
  QCOMPARE( ended.code, 1 );
  QVERIFY2( ended.err.contains( missing ), ended.text() );
  QVERIFY( !QFile::exists( picture ) );
}

QTEST_GUILESS_MAIN( TestPictures )
#include "testpictures.moc"
