#include <QDir>
#include <QtTest>

#include <ctime>
#include <random>

#include "fuzz/sarfiles.h"
#include "model/sar/product/radarframexml.h"
#include "model/sar/product/xmlnode.h"
#include "support/expecterror.h"
#include "support/safeproduct.h"

using namespace calving;

namespace
{

//! A valid file of \a kind.
std::string seed( SarFile kind, bool isSlc )
{
  SafeProduct product;
  product.folder = isSlc ? "/vsimem/hostile_slc.SAFE" : "/vsimem/hostile.SAFE";
  product.isSlc = isSlc;
  product.oldNoise = isSlc;
  product.bursts = 2;
  product.burstLines = 12;
  product.polarisations = { "VV" };
  product.write();
  const std::string annotation = product.folder + "/annotation/";
  const std::string stem = product.stem( "IW", "VV" );
  const auto read = []( const std::string &path ) { return readTextFile( path, 1 << 20 ); };
  switch ( kind )
  {
  case SarFile::Annotation:
    return read( annotation + stem + ".xml" );
  case SarFile::Calibration:
    return read( annotation + "calibration/calibration-" + stem + ".xml" );
  case SarFile::Noise:
    return read( annotation + "calibration/noise-" + stem + ".xml" );
  case SarFile::Manifest:
    return read( product.folder + "/manifest.safe" );
  case SarFile::Frame:
    return toXml( product.frame() );
  default:
    break;
  }
  std::string vectors;
  for ( const StateVector &v : product.frame().orbit )
    vectors += "<OSV><UTC>UTC=" + v.time.text() + "</UTC><X unit=\"m\">" + std::to_string( v.position[0] ) +
               "</X><Y>" + std::to_string( v.position[1] ) + "</Y><Z>+" + std::to_string( v.position[2] ) +
               "</Z><VX>1</VX><VY>2</VY><VZ>3</VZ></OSV>";
  return "<Earth_Explorer_File><Earth_Explorer_Header><Fixed_Header><Mission>Sentinel-1A</Mission></"
         "Fixed_Header>"
         "<Variable_Header><Ref_Frame>EARTH_FIXED</Ref_Frame></Variable_Header></"
         "Earth_Explorer_Header><Data_Block>"
         "<List_of_OSVs>" +
         vectors + "</List_of_OSVs></Data_Block></Earth_Explorer_File>";
}

//! One change of the kinds that break parsers, at a random place.
void mutate( std::string &text, std::mt19937 &random )
{
  static const std::vector<std::string> poison{ "",
                                                "-1",
                                                "0",
                                                "1e308",
                                                "-1e308",
                                                "nan",
                                                "inf",
                                                "99999999999999999999",
                                                "2147483647",
                                                "-2147483648",
                                                "1e-320",
                                                "<",
                                                ">",
                                                "</",
                                                "<![CDATA[",
                                                "&#0;",
                                                "&x;",
                                                "<!DOCTYPE a [<!ENTITY b \"c\">]>",
                                                "2021-12-23T05:11:40",
                                                std::string( 1, '\0' ) };
  const auto below = [&random]( std::size_t n ) { return n ? random() % n : 0; };
  const std::size_t at = below( text.size() );
  switch ( below( 6 ) )
  {
  case 0: // a byte
    text[at] = static_cast<char>( random() );
    break;
  case 1: // something missing
    text.erase( at, below( 200 ) );
    break;
  case 2: // something twice
    text.insert( at, text.substr( below( text.size() ), below( 400 ) ) );
    break;
  case 3: // cut off
    text.resize( at + 1 );
    break;
  default: // another value
  {
    const std::size_t start = text.find( '>', at );
    const std::size_t end = start == std::string::npos ? start : text.find_first_of( "< ", start + 1 );
    if ( end != std::string::npos )
      text.replace( start + 1, end - start - 1, poison[below( poison.size() )] );
  }
  }
}

//! The valid file of \a kind in tests/fuzz/corpus.
std::string corpusName( int kind, bool isSlc )
{
  const char *kinds[] = { "annotation", "calibration", "noise", "manifest", "orbit", "frame" };
  return std::string( kinds[kind] ) + ( isSlc ? "slc" : "grd" );
}

QStringList corpus()
{
  return QDir( FUZZ_CORPUS ).entryList( QDir::Files, QDir::Name );
}

std::string corpusFile( const QString &name )
{
  return readTextFile( QDir( FUZZ_CORPUS ).filePath( name ).toStdString(), 1 << 20 );
}

} // namespace

class TestHostileFiles : public QObject
{
  Q_OBJECT

private slots:
  //! Writes tests/fuzz/corpus anew where CALVINGFRONT_WRITE_CORPUS names a folder.
  void initTestCase();
  void corpusHoldsReadableFilesOfEveryKind_data();
  void corpusHoldsReadableFilesOfEveryKind();
  void damagedFilesGiveErrorsOnly_data();
  void damagedFilesGiveErrorsOnly();
  void oversizedFilesAreRefused();
  void deepNestingIsHarmless();
  void entitiesAreNotExpanded();

private:
  int mRuns = 0;
};

void TestHostileFiles::initTestCase()
{
  const QString folder = qEnvironmentVariable( "CALVINGFRONT_WRITE_CORPUS" );
  for ( int kind = 0; !folder.isEmpty() && kind < static_cast<int>( SarFile::Count ); ++kind )
    for ( const bool isSlc : { false, true } )
      putFile( folder.toStdString() + "/" + corpusName( kind, isSlc ),
               static_cast<char>( kind ) + seed( static_cast<SarFile>( kind ), isSlc ) );
  QVERIFY( !corpus().isEmpty() );
}

void TestHostileFiles::corpusHoldsReadableFilesOfEveryKind_data()
{
  QTest::addColumn<QString>( "name" );
  QTest::addColumn<int>( "kind" );
  for ( int kind = 0; kind < static_cast<int>( SarFile::Count ); ++kind )
    for ( const bool isSlc : { false, true } )
    {
      const std::string name = corpusName( kind, isSlc );
      QTest::newRow( name.c_str() ) << QString::fromStdString( name ) << kind;
    }
}

//! Damage to a file that is refused at its first node would try nothing.
void TestHostileFiles::corpusHoldsReadableFilesOfEveryKind()
{
  QFETCH( QString, name );
  QFETCH( int, kind );
  const std::string input = corpusFile( name );
  QCOMPARE( static_cast<int>( input[0] ), kind );
  readSarFile( static_cast<SarFile>( kind ), input.substr( 1 ) );
}

void TestHostileFiles::damagedFilesGiveErrorsOnly_data()
{
  QTest::addColumn<QString>( "name" );
  for ( const QString &name : corpus() )
    QTest::newRow( qPrintable( name ) ) << name;
}

/**
 * Any exception but our own, and any crash, fails the test. A minute of processor time in all: the same
 * changes in every run, as many as there is time for.
 */
void TestHostileFiles::damagedFilesGiveErrorsOnly()
{
  QFETCH( QString, name );
  const std::clock_t end = std::clock() + 60 * CLOCKS_PER_SEC / corpus().size();
  const std::string input = corpusFile( name );
  useInput( input );
  std::mt19937 random( static_cast<std::mt19937::result_type>( 20211223 + input.size() ) );
  int runs = 1;
  for ( ; std::clock() < end; ++runs )
  {
    std::string text = input.substr( 1 );
    const int changes = 1 + static_cast<int>( random() % 4 );
    for ( int i = 0; i < changes && !text.empty(); ++i )
      mutate( text, random );
    try
    {
      useInput( input[0] + text );
    }
    catch ( const std::exception &e )
    {
      QFAIL( qPrintable( QStringLiteral( "damaged file %1: %2" ).arg( runs ).arg( e.what() ) ) );
    }
  }
  mRuns += runs;
  qInfo( "%d damaged files, %d so far", runs, mRuns );
}

void TestHostileFiles::oversizedFilesAreRefused()
{
  std::string many = "<product>";
  for ( int i = 0; i < 2100000; ++i )
    many += "<a/>";
  EXPECT_ERROR( parseAnnotation( many + "</product>", "many.xml" ), "many.xml", "larger" );
  EXPECT_ERROR( parseAnnotation( std::string( 65u << 20, ' ' ), "large.xml" ), "large.xml", "larger" );
  putFile( "/vsimem/large.xml", std::string( 2000, ' ' ) );
  EXPECT_ERROR( readTextFile( "/vsimem/large.xml", 1000 ), "/vsimem/large.xml", "larger" );
}

void TestHostileFiles::deepNestingIsHarmless()
{
  std::string deep = "<XFDU>";
  for ( int i = 0; i < 400000; ++i )
    deep += "<a>";
  for ( int i = 0; i < 400000; ++i )
    deep += "</a>";
  EXPECT_ERROR( parseSafeManifest( deep + "</XFDU>", "deep.safe" ), "deep.safe", "/XFDU", "productType" );
}

void TestHostileFiles::entitiesAreNotExpanded()
{
  const std::string bomb = "<!DOCTYPE x [<!ENTITY a \"GRD\"><!ENTITY b SYSTEM \"file:///etc/passwd\">]>"
                           "<XFDU><productType>&a;</productType></XFDU>";
  EXPECT_ERROR( parseSafeManifest( bomb, "bomb.safe" ), "“&a;”", "GRD or SLC" );
}

QTEST_APPLESS_MAIN( TestHostileFiles )
#include "testhostilefiles.moc"
