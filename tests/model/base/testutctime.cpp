#include <QtTest>

#include "model/base/utctime.h"

using namespace calving;

class TestUtcTime : public QObject
{
  Q_OBJECT

private slots:
  void readsWhatProductsWrite_data();
  void readsWhatProductsWrite();
  void refusesWhatIsNoTime_data();
  void refusesWhatIsNoTime();
  void writesWhatItReads();
  void countsEveryDay();
  void differencesKeepMicroseconds();
};

//! Seconds as counted by date(1).
void TestUtcTime::readsWhatProductsWrite_data()
{
  QTest::addColumn<QString>( "text" );
  QTest::addColumn<qlonglong>( "nanoseconds" );
  QTest::newRow( "annotation" ) << "2021-08-09T17:39:53.153776" << 1628530793153776000LL;
  QTest::newRow( "manifest, whole seconds" ) << "2014-10-31T09:59:31" << 1414749571000000000LL;
  QTest::newRow( "zone" ) << "2000-02-29T00:00:00.5Z" << 951782400500000000LL;
  QTest::newRow( "orbit file" ) << "UTC=2023-08-23T12:31:39.035127" << 1692793899035127000LL;
  QTest::newRow( "more digits than kept" ) << "1970-01-01T00:00:00.1234567891" << 123456789LL;
}

void TestUtcTime::readsWhatProductsWrite()
{
  QFETCH( QString, text );
  QFETCH( qlonglong, nanoseconds );
  const std::optional<UtcTime> time = UtcTime::parse( text.toStdString() );
  QVERIFY( time.has_value() );
  QCOMPARE( static_cast<qlonglong>( time->nanoseconds ), nanoseconds );
}

void TestUtcTime::refusesWhatIsNoTime_data()
{
  QTest::addColumn<QString>( "text" );
  for ( const char *text :
        { "", "2021", "2021-08-09", "2021-13-09T17:39:53", "2021-08-32T17:39:53", "2021-08-09T24:39:53",
          "2021-08-09T17:60:53", "2021-08-09T17:39:53,5", "2021-08-09T17:39:53.1e5", "2021-08-09 17:39:53",
          "-021-08-09T17:39:53", "9999-08-09T17:39:53", "TAI=2021-08-09T17:39:53" } )
    QTest::newRow( text ) << text;
}

void TestUtcTime::refusesWhatIsNoTime()
{
  QFETCH( QString, text );
  QVERIFY( !UtcTime::parse( text.toStdString() ).has_value() );
}

void TestUtcTime::writesWhatItReads()
{
  const UtcTime time = *UtcTime::parse( "2016-12-31T23:59:59.999999" );
  QCOMPARE( time.text(), std::string( "2016-12-31T23:59:59.999999" ) );
  QCOMPARE( ( time + 1e-6 ).text(), std::string( "2017-01-01T00:00:00.000000" ) );
  QCOMPARE( time.compact(), std::string( "20161231T235959" ) );
}

void TestUtcTime::countsEveryDay()
{
  UtcTime time = *UtcTime::parse( "2012-01-01T12:00:00" );
  for ( QDate date( 2012, 1, 1 ); date.year() < 2050; date = date.addDays( 1 ), time = time + 86400.0 )
    QCOMPARE( QString::fromStdString( time.text() ), date.toString( Qt::ISODate ) + "T12:00:00.000000" );
}

void TestUtcTime::differencesKeepMicroseconds()
{
  const UtcTime a = *UtcTime::parse( "2021-08-09T17:39:53.153776" );
  const UtcTime b = *UtcTime::parse( "2021-08-09T17:40:18.152800" );
  QVERIFY( std::abs( ( b - a ) - 24.999024 ) < 1e-12 );
  QVERIFY( a < b );
  QVERIFY( a + 24.999024 == b );
}

QTEST_APPLESS_MAIN( TestUtcTime )
#include "testutctime.moc"
