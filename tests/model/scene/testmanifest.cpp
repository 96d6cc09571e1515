#include <QtTest>

#include <fstream>

#include <QTemporaryDir>

#include "model/scene/manifest.h"
#include "support/expecterror.h"

using namespace calving;

class TestManifest : public QObject
{
  Q_OBJECT

private slots:
  void cellsMayBeEmpty();
  void refusesWhatItCannotUse_data();
  void refusesWhatItCannotUse();

private:
  std::string write( const QString &text ) const
  {
    const std::string path = mFolder.filePath( "table.csv" ).toStdString();
    std::ofstream( path ) << text.toStdString();
    return path;
  }

  QTemporaryDir mFolder;
};

void TestManifest::cellsMayBeEmpty()
{
  const auto entries = readSceneManifest(
      write( "stem,date,eff_px_x_m,eff_px_y_m,nominal_res_m\na,,,,20\nb, 2018-06-30 ,92.7,72,\n,,,,\n" ) );
  QCOMPARE( entries.size(), std::size_t( 2 ) );
  QCOMPARE( entries.at( "a" ).bestPixelSize()[0], 20.0 );
  QCOMPARE( entries.at( "b" ).date, std::string( "2018-06-30" ) );
  QCOMPARE( entries.at( "b" ).pixelSizeMetres[1], 72.0 );
}

void TestManifest::refusesWhatItCannotUse_data()
{
  QTest::addColumn<QString>( "text" );
  QTest::addColumn<QString>( "sentence" );
  QTest::newRow( "negative" ) << "stem,eff_px_x_m,eff_px_y_m\na,70,70\nb,-70,70\n"
                              << "Line 3 of the table";
  QTest::newRow( "no number" ) << "stem,pixel_size_m\na,70 m\n"
                               << "gives “70 m” as pixel_size_m, which is no length in metres";
  QTest::newRow( "not finite" ) << "stem,nominal_res_m\na,inf\n"
                                << "“inf”";
  QTest::newRow( "half a pixel" ) << "stem,eff_px_x_m,eff_px_y_m\na,70,\n"
                                  << "only one of eff_px_x_m and eff_px_y_m";
  QTest::newRow( "no date" ) << "stem,date\na,30.6.2018\n"
                             << "the date “30.6.2018”";
  QTest::newRow( "a day that is none" ) << "stem,date\na,2018-02-30\n"
                                        << "the date “2018-02-30”";
  QTest::newRow( "no name" ) << "stem,date\n,2018-06-30\n"
                             << "names no scene";
  QTest::newRow( "twice" ) << "stem,date\na,2018-06-30\na,2018-06-29\n"
                           << "names the scene a once more";
  QTest::newRow( "no line" ) << "stem,date\n"
                             << "no line below its header";
  QTest::newRow( "no facts" ) << "stem,effpx\na,70\n"
                              << "none of the columns glacier,";
  QTest::newRow( "no names" ) << "file,date\na,2018-06-30\n"
                              << "names of the scenes";
}

void TestManifest::refusesWhatItCannotUse()
{
  QFETCH( QString, text );
  QFETCH( QString, sentence );
  const std::string path = write( text );
  EXPECT_ERROR( readSceneManifest( path ), sentence.toStdString() );
  EXPECT_ERROR( readSceneManifest( path ), path );
}

QTEST_APPLESS_MAIN( TestManifest )
#include "testmanifest.moc"
