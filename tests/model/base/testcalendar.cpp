#include <QDate>
#include <QtTest>

#include "model/base/calendar.h"
#include "model/error.h"

using namespace calving;

class TestCalendar : public QObject
{
  Q_OBJECT

private slots:
  void agreesWithQtOnEveryDay();
  void readsWhatItWrites();
  void whatIsNoDateIsQuoted_data();
  void whatIsNoDateIsQuoted();
};

//! Through leap years, centuries and the time before 2000.
void TestCalendar::agreesWithQtOnEveryDay()
{
  const QDate epoch( 2000, 1, 1 );
  for ( int day = -40000; day <= 60000; day += 7 )
  {
    const QDate date = epoch.addDays( day );
    QCOMPARE( dayNumber( { date.year(), date.month(), date.day() } ), day );
    QCOMPARE( QString::fromStdString( isoDate( day ) ), date.toString( Qt::ISODate ) );
    QCOMPARE( dayOfYear( day ), date.dayOfYear() - 1 );
  }
}

void TestCalendar::readsWhatItWrites()
{
  QCOMPARE( dayOfIsoDate( "2020-01-01" ), 7305 );
  QCOMPARE( dayOfIsoDate( "2000-02-29" ), 59 );
}

void TestCalendar::whatIsNoDateIsQuoted_data()
{
  QTest::addColumn<QString>( "text" );
  QTest::newRow( "no such day" ) << "2021-02-29";
  QTest::newRow( "month 13" ) << "2021-13-01";
  QTest::newRow( "other order" ) << "01-02-2021";
  QTest::newRow( "sign" ) << "2021--1-01";
  QTest::newRow( "empty" ) << "";
}

void TestCalendar::whatIsNoDateIsQuoted()
{
  QFETCH( QString, text );
  try
  {
    dayOfIsoDate( text.toStdString() );
    QFAIL( "accepted" );
  }
  catch ( const Error &e )
  {
    QVERIFY( QString( e.what() ).contains( "“" + text + "” is not a date" ) );
  }
}

QTEST_APPLESS_MAIN( TestCalendar )
#include "testcalendar.moc"
