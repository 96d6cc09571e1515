#include <QtTest>

#include <cctype>
#include <cmath>
#include <map>

#include "model/change/frontshape.h"
#include "model/change/measuringbox.h"
#include "model/export/exportfronts.h"
#include "support/expecterror.h"
#include "support/moltke.h"
#include "support/testdata.h"
#include "support/wellknownbinary.h"

using namespace calving;

/**
 * Fronts in UTM 33 N at its central meridian, straight from south to north, 400 m long, with ice in the west.
 * In a fjord from (500000, 8000000) to (501000, 8000400).
 */
class TestExportFronts : public QObject
{
  Q_OBJECT

private slots:
  void fillsTheFieldsOfEachSchema_data();
  void fillsTheFieldsOfEachSchema();
  void noFieldIsTakenForTheTimeByIssm();
  void namesFitShapefiles();
  void namesTravelBetweenSchemas();
  void standardsFillWhatFrontsDoNotSay();
  void namesEveryProblem_data();
  void namesEveryProblem();
  void listsProblemsOfSeveralLines();
  void choosesThePolarMap();
  void refusesBothHemispheresOnOneMap();
  void closesWithTheFjordOnTheOceansSide();
  void closedFrontsOfOneSceneAreOne();
  void leavesOutWhatDoesNotPartTheFjord();
  void refusesToCloseWithoutAFjord();
  void exportsTheMoltkeSeries();

private:
  using Attributes = std::map<std::string, std::string>;

  static FrontRecord front( double x, const Attributes &attributes )
  {
    FrontRecord record;
    record.source = "fronts";
    record.crs = "EPSG:32633";
    record.lines = { { { x, 7999990 }, { x, 8000410 } } };
    record.attribute = [attributes]( const char *name )
    {
      const auto found = attributes.find( name );
      return found == attributes.end() ? std::string() : found->second;
    };
    record.dateText = record.attribute( "date" );
    record.glacier = record.attribute( "glacier_name" );
    return record;
  }
  //! As extractfronts writes them.
  static Attributes own()
  {
    return { { "glacier_name", "Testbræ" }, { "date", "2018-06-02" },  { "sensor", "S1A" },
             { "image_id", "S1A_IW_1" },    { "author", "tyrion v1" }, { "qual_flag", "10" },
             { "GlacierID", "278" } };
  }
  static ChangeInput fjord( std::vector<FrontRecord> fronts )
  {
    ChangeInput input;
    input.fronts = std::move( fronts );
    input.boxes = {
        "The fjord",
        "EPSG:32633",
        { wellKnownBinary( "POLYGON ((500000 8000000, 501000 8000000, 501000 8000400, 500000 8000400, 500000 "
                           "8000000))" ) } };
    return input;
  }
  static ExportOptions options( ExportSchema schema )
  {
    ExportOptions options;
    options.schema = schema;
    return options;
  }
  static ExportedFronts exported( const ChangeInput &input, const ExportOptions &options = {} )
  {
    return exportFronts( input, options, {} );
  }
  static std::string value( const ExportRow &row, ExportSchema schema, const std::string &field )
  {
    const std::vector<Column> columns = exportColumns( schema );
    for ( std::size_t i = 0; i < columns.size(); ++i )
      if ( columns[i].name == field )
        return row.values[i];
    return "no such field";
  }
};

void TestExportFronts::fillsTheFieldsOfEachSchema_data()
{
  using Schema = ExportSchema;
  QTest::addColumn<int>( "schema" );
  QTest::addColumn<QStringList>( "fields" );
  QTest::addColumn<QStringList>( "values" );
  const auto row = []( Schema schema, const QStringList &fields, const QStringList &values )
  { QTest::newRow( nameOf( schema ).c_str() ) << int( schema ) << fields << values; };
  row( Schema::Calfin,
       { "GlacierID", "Center_X", "Center_Y", "Latitude", "Longitude", "QualFlag", "Satellite", "Date",
         "ImageID", "GrnlndcN", "OfficialN", "AltName", "RefName", "Author" },
       { "278", "500500.000", "8000200.000", "*", "*", "10", "S1A", "2018-06-02", "S1A_IW_1", "", "Testbræ",
         "", "Testbræ", "tyrion v1" } );
  row( Schema::TermPicks,
       { "GlacierID", "Date", "Year", "Month", "Day", "DecDate", "QualFlag", "Satellite", "ImageID", "Author",
         "Center_X", "Center_Y" },
       { "278", "2018-06-02", "2018", "6", "2", "2018.4178", "10", "S1A", "S1A_IW_1", "tyrion v1",
         "500500.000", "8000200.000" } );
  row( Schema::Nsidc0642,
       { "GlacierID", "QualFlag", "DATE", "GrnlndcNam", "Official_n", "AltName", "ImgSource" },
       { "278", "10", "2018-06-02", "", "Testbræ", "", "Sentinel-1" } );
}

//! 2 June is day 153: 152.5 of 365 days have passed at noon, 2018.4178. 72.1° N, 15° E is the fjord.
void TestExportFronts::fillsTheFieldsOfEachSchema()
{
  QFETCH( int, schema );
  QFETCH( QStringList, fields );
  QFETCH( QStringList, values );
  const auto chosen = static_cast<ExportSchema>( schema );
  ExportOptions wanted = options( chosen );
  wanted.crs = "EPSG:32633";
  const ExportedFronts result = exported( fjord( { front( 500500, own() ) } ), wanted );
  QStringList names;
  for ( const Column &column : exportColumns( chosen ) )
    names << column.name;
  QCOMPARE( names, fields );
  QCOMPARE( result.lines.size(), std::size_t( 1 ) );
  QStringList found;
  for ( int i = 0; i < fields.size(); ++i )
    found << ( values[i] == "*" ? "*" : QString::fromStdString( result.lines[0].values[i] ) );
  QCOMPARE( found, values );
  QCOMPARE( result.lines[0].lines.size(), std::size_t( 1 ) );
  if ( chosen == ExportSchema::Calfin )
  {
    QVERIFY( std::abs( QString::fromStdString( value( result.lines[0], chosen, "Latitude" ) ).toDouble() -
                       72.1 ) < 0.05 );
    QVERIFY( std::abs( QString::fromStdString( value( result.lines[0], chosen, "Longitude" ) ).toDouble() -
                       15.0146 ) < 0.001 );
  }
}

//! ISSM takes the time from a field NAME if there is one, else from Date.
void TestExportFronts::noFieldIsTakenForTheTimeByIssm()
{
  for ( const ExportSchema schema :
        { ExportSchema::Calfin, ExportSchema::TermPicks, ExportSchema::Nsidc0642 } )
  {
    bool hasDate = false;
    for ( const Column &column : exportColumns( schema ) )
    {
      QVERIFY( QString( column.name ).compare( "NAME", Qt::CaseInsensitive ) != 0 );
      hasDate = hasDate || ( std::string( column.name ) == "Date" && column.kind == ColumnKind::Text );
    }
    QCOMPARE( hasDate, schema != ExportSchema::Nsidc0642 );
  }
}

void TestExportFronts::namesFitShapefiles()
{
  for ( const ExportSchema schema :
        { ExportSchema::Calfin, ExportSchema::TermPicks, ExportSchema::Nsidc0642 } )
    for ( const Column &column : exportColumns( schema ) )
    {
      QVERIFY( QString( column.alias ).size() <= 10 );
      QVERIFY( ( column.length > 0 ) == ( column.kind == ColumnKind::Text ) );
    }
}

//! A front as CALFIN has it, exported as NSIDC has it.
void TestExportFronts::namesTravelBetweenSchemas()
{
  const FrontRecord record = front( 500500, { { "date", "2018-06-02" },
                                              { "GlacierID", "7.0" },
                                              { "QualFlag", "3" },
                                              { "GrnlndcN", "Sermeq" },
                                              { "AltName", "Ice" },
                                              { "Satellite", "TSX" } } );
  const ExportSchema nsidc = ExportSchema::Nsidc0642;
  const ExportRow row = exported( fjord( { record } ), options( nsidc ) ).lines.at( 0 );
  QCOMPARE( value( row, nsidc, "GlacierID" ), std::string( "7" ) );
  QCOMPARE( value( row, nsidc, "GrnlndcNam" ), std::string( "Sermeq" ) );
  QCOMPARE( value( row, nsidc, "AltName" ), std::string( "Ice" ) );
  QCOMPARE( value( row, nsidc, "Official_n" ), std::string() );
  QCOMPARE( value( row, nsidc, "ImgSource" ), std::string( "TerraSAR-X" ) );
  const ExportSchema termPicks = ExportSchema::TermPicks;
  QCOMPARE(
      value( exported( fjord( { record } ), options( termPicks ) ).lines.at( 0 ), termPicks, "QualFlag" ),
      std::string( "03" ) );
}

void TestExportFronts::standardsFillWhatFrontsDoNotSay()
{
  ExportOptions wanted;
  wanted.defaults = { 42, 0, "Somebody" };
  const ExportedFronts result =
      exported( fjord( { front( 500500, { { "date", "2018-06-02" } } ), front( 500400, own() ) } ), wanted );
  const auto calfin = [&result]( std::size_t row, const char *field )
  { return value( result.lines.at( row ), ExportSchema::Calfin, field ); };
  QCOMPARE( calfin( 0, "GlacierID" ) + calfin( 0, "QualFlag" ) + calfin( 0, "Author" ),
            std::string( "420Somebody" ) );
  QCOMPARE( calfin( 1, "GlacierID" ) + calfin( 1, "QualFlag" ) + calfin( 1, "Author" ),
            std::string( "27810tyrion v1" ) );
}

void TestExportFronts::namesEveryProblem_data()
{
  QTest::addColumn<QString>( "field" );
  QTest::addColumn<QString>( "text" );
  QTest::addColumn<QString>( "word" );
  QTest::newRow( "no date" ) << "date"
                             << ""
                             << "no date is known";
  QTest::newRow( "unread date" ) << "date"
                                 << "spring"
                                 << "“spring” cannot be read";
  QTest::newRow( "no number" ) << "GlacierID"
                               << ""
                               << "GLACIER_ID";
  QTest::newRow( "number in words" ) << "GlacierID"
                                     << "seven"
                                     << "“seven”, and should be a whole number";
  QTest::newRow( "negative number" ) << "GlacierID"
                                     << "-3"
                                     << "“-3”, and should be a whole number";
  QTest::newRow( "broken number" ) << "GlacierID"
                                   << "2.5"
                                   << "“2.5”, and should be a whole number";
  QTest::newRow( "no flag" ) << "qual_flag"
                             << ""
                             << "QUALITY_FLAG";
  QTest::newRow( "unknown flag" ) << "qual_flag"
                                  << "42"
                                  << "CALFIN knows 0, 3, 10 and 13";
  QTest::newRow( "long name" ) << "image_id" << QString( 81, 'x' ) << "ImageID has room for 80 bytes";
  // 41 letters of two bytes each.
  QTest::newRow( "long letters" ) << "glacier_name" << QString( 41, QChar( 0xe6 ) ) << "has 82; shorten it";
}

void TestExportFronts::namesEveryProblem()
{
  QFETCH( QString, field );
  QFETCH( QString, text );
  QFETCH( QString, word );
  Attributes attributes = own();
  attributes[field.toStdString()] = text.toStdString();
  EXPECT_ERROR( exported( fjord( { front( 500400, own() ), front( 500500, attributes ) } ) ),
                "Line 2 of the layer fronts", word.toStdString(), "nothing was exported" );
}

void TestExportFronts::listsProblemsOfSeveralLines()
{
  std::vector<FrontRecord> fronts;
  for ( int i = 0; i < 8; ++i )
    fronts.push_back( front( 500500, { { "date", "2018-06-02" }, { "qual_flag", "10" } } ) );
  EXPECT_ERROR( exported( fjord( fronts ) ), "Line 1 of", "Line 5 of", "And 3 more problems" );
}

void TestExportFronts::choosesThePolarMap()
{
  const ExportedFronts north = exported( fjord( { front( 500500, own() ) } ) );
  QVERIFY( north.crs.find( "3413" ) != std::string::npos );
  // 15° E lies 60° east of the central meridian, which leads down.
  const Point point = north.lines[0].lines[0][0];
  QVERIFY( point[0] > 1.5e6 && point[1] < 0 && point[1] > -1.2e6 );
  FrontRecord southern = front( 500500, own() );
  southern.crs = "EPSG:4326";
  southern.lines = { { { -60.1, -65.1 }, { -60.2, -65.2 } } };
  QVERIFY( exported( fjord( { southern } ) ).crs.find( "3031" ) != std::string::npos );
}

void TestExportFronts::refusesBothHemispheresOnOneMap()
{
  FrontRecord southern = front( 500500, own() );
  southern.crs = "EPSG:4326";
  southern.lines = { { { -60.1, -65.1 }, { -60.2, -65.2 } } };
  const ChangeInput both = fjord( { front( 500500, own() ), southern } );
  EXPECT_ERROR( exported( both ), "both hemispheres", "CRS" );
  FrontRecord nowhere = front( 500500, own() );
  nowhere.crs.clear();
  EXPECT_ERROR( exported( fjord( { front( 500500, own() ), nowhere } ) ), "coordinate reference system",
                "fronts", "Assign" );
  FrontRecord empty = front( 500500, own() );
  empty.lines.clear();
  EXPECT_ERROR( exported( fjord( { empty } ) ), "no line to export" );
}

//! The ocean lies in the east: 1000 m of fjord less where the front is.
void TestExportFronts::closesWithTheFjordOnTheOceansSide()
{
  ExportOptions wanted;
  wanted.crs = "EPSG:32633";
  wanted.isClosed = true;
  wanted.closing.azimuth = 90;
  Attributes later = own();
  later["date"] = "2019-06-02";
  const ExportedFronts result =
      exported( fjord( { front( 500500, own() ), front( 500300, later ) } ), wanted );
  QCOMPARE( result.closed.size(), std::size_t( 2 ) );
  for ( const auto &[index, x] : { std::pair( 0, 500500.0 ), { 1, 500300.0 } } )
  {
    const ExportRow &row = result.closed[index];
    QCOMPARE( row.polygons.size(), std::size_t( 1 ) );
    QVERIFY( std::abs( areaOf( row.polygons[0] ) - ( 501000 - x ) * 400 ) < 5 );
    QVERIFY( contains( row.polygons[0], { x + 10, 8000200 } ) &&
             !contains( row.polygons[0], { x - 10, 8000200 } ) );
    QCOMPARE( value( row, ExportSchema::Calfin, "Date" ),
              std::string( index == 0 ? "2018-06-02" : "2019-06-02" ) );
  }
  wanted.closing.azimuth = 270;
  const ExportedFronts turned = exported( fjord( { front( 500300, own() ) } ), wanted );
  QVERIFY( std::abs( areaOf( turned.closed.at( 0 ).polygons.at( 0 ) ) - 300 * 400 ) < 5 );
}

//! A front that a rock parts in two is two lines and one polygon.
void TestExportFronts::closedFrontsOfOneSceneAreOne()
{
  FrontRecord south = front( 500500, own() );
  FrontRecord north = south;
  south.lines = { { { 500500, 7999990 }, { 500500, 8000190 } } };
  north.lines = { { { 500500, 8000210 }, { 500500, 8000410 } } };
  ExportOptions wanted;
  wanted.crs = "EPSG:32633";
  wanted.isClosed = true;
  wanted.closing.azimuth = 90;
  const ExportedFronts result = exported( fjord( { south, north } ), wanted );
  QCOMPARE( result.lines.size(), std::size_t( 2 ) );
  QCOMPARE( result.closed.size(), std::size_t( 1 ) );
  QVERIFY( std::abs( areaOf( result.closed[0].polygons.at( 0 ) ) - 500 * 400 ) < 5 );
  const double middle = std::stod( value( result.closed[0], ExportSchema::Calfin, "Center_Y" ) );
  QVERIFY2( std::abs( middle - 8000200 ) < 0.01, qPrintable( QString::number( middle, 'f', 2 ) ) );
}

void TestExportFronts::leavesOutWhatDoesNotPartTheFjord()
{
  ExportOptions wanted;
  wanted.isClosed = true;
  wanted.closing.azimuth = 90;
  FrontRecord shortOne = front( 500400, own() );
  shortOne.lines = { { { 500400, 8000150 }, { 500400, 8000200 } } };
  shortOne.dateText = "2020-01-01";
  std::string warning;
  Feedback feedback;
  feedback.warning = [&warning]( const std::string &sentence ) { warning += sentence; };
  const ExportedFronts result =
      exportFronts( fjord( { front( 500500, own() ), shortOne } ), wanted, feedback );
  QCOMPARE( result.lines.size(), std::size_t( 2 ) );
  QCOMPARE( result.closed.size(), std::size_t( 1 ) );
  QVERIFY2( holdsAll( warning, "2020-01-01", "too far from its sides" ), warning.c_str() );
  EXPECT_ERROR( exported( fjord( { shortOne } ), wanted ), "BOX", "side to side" );
}

void TestExportFronts::refusesToCloseWithoutAFjord()
{
  ExportOptions wanted;
  wanted.isClosed = true;
  ChangeInput input = fjord( { front( 500500, own() ) } );
  // Nothing says where the ocean is.
  EXPECT_ERROR( exported( input, wanted ), "OCEAN" );
  input.boxes = {};
  EXPECT_ERROR( exported( input, wanted ), "BOX", "fjord" );
}

//! All 159 fronts cross the glacier's box, so that each has a polygon; where it retreats, the ocean grows.
void TestExportFronts::exportsTheMoltkeSeries()
{
  REQUIRE_TEST_DATA( "moltke/lines" );
  const std::string folder = testData( "moltke" ).toStdString();
  ChangeInput input;
  input.fronts = moltkeFronts( folder );
  input.boxes = moltkeBox( folder, input.fronts.front().crs );
  ExportOptions wanted;
  wanted.isClosed = true;
  wanted.closing.azimuth = moltkeDirection;
  wanted.defaults = { 6, 10, "Loebel_E" };
  const ExportedFronts result = exported( input, wanted );
  QCOMPARE( result.lines.size(), std::size_t( 159 ) );
  QCOMPARE( result.closed.size(), std::size_t( 159 ) );
  for ( std::size_t i = 0; i < 159; ++i )
  {
    // They are in EPSG:3413 already.
    QVERIFY( distance( result.lines[i].lines[0][0], input.fronts[i].lines[0][0] ) < 1e-3 );
    QVERIFY( !result.closed[i].polygons.empty() );
  }
  QCOMPARE( value( result.closed.front(), ExportSchema::Calfin, "Date" ), std::string( "2019-02-28" ) );
}

QTEST_APPLESS_MAIN( TestExportFronts )
#include "testexportfronts.moc"
