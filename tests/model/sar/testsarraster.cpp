#include <QTemporaryDir>
#include <QtTest>

#include "model/sar/sarraster.h"
#include "support/testraster.h"

using namespace calving;

class TestSarRaster : public QObject
{
  Q_OBJECT

private slots:
  void nextStepKnowsTheUnitThatTheUserChose_data();
  void nextStepKnowsTheUnitThatTheUserChose();
};

void TestSarRaster::nextStepKnowsTheUnitThatTheUserChose_data()
{
  QTest::addColumn<int>( "values" );
  QTest::addColumn<float>( "stored" );
  QTest::addColumn<float>( "power" );
  QTest::newRow( "decibels" ) << static_cast<int>( SarValues::Decibel ) << -20.0f << 0.01f;
  QTest::newRow( "power" ) << static_cast<int>( SarValues::Power ) << 0.01f << 0.01f;
}

//! Also where the file says something else.
void TestSarRaster::nextStepKnowsTheUnitThatTheUserChose()
{
  QFETCH( int, values );
  QFETCH( float, stored );
  QFETCH( float, power );
  const QTemporaryDir folder;
  const std::string first = folder.filePath( "first.tif" ).toStdString();
  const std::string second = folder.filePath( "second.tif" ).toStdString();
  for ( const char *wrong : { "", "dB", "linear" } )
  {
    writeRaster( first, 20, 10, [stored]( int, int ) { return stored; } );
    if ( *wrong )
      GDALDatasetUniquePtr( GDALDataset::Open( first.c_str(), GDAL_OF_UPDATE ) )
          ->SetMetadataItem( "CALVINGFRONT_UNIT", wrong );
    writeSarRaster( openSarRaster( first, static_cast<SarValues>( values ) ), second, {} );
    const SarRaster next = openSarRaster( second, SarValues::Stated );
    const float found = next.values->read( { 3, 3, 1, 1 } )[0];
    QVERIFY2( std::abs( found - power ) < 1e-6f, qPrintable( QString::number( found ) ) );
  }
}

QTEST_APPLESS_MAIN( TestSarRaster )
#include "testsarraster.moc"
