#include <QtTest>

#include <cmath>

#include "model/scene/frontattributes.h"
#include "model/scene/frontmoment.h"

using namespace calving;

class TestFrontMoment : public QObject
{
  Q_OBJECT

private slots:
  void readsDatesAsPeopleAndProgramsWriteThem_data();
  void readsDatesAsPeopleAndProgramsWriteThem();
  void readsNothingElse_data();
  void readsNothingElse();
  void othersOfTheFieldTellWhichNumberIsTheDay();
  void contradictionsTellNothing();
  void timeCountsInTheDecimalYear();
  void decimalYearOfAnAttributeIsNoMonthAndDay();
};

void TestFrontMoment::readsDatesAsPeopleAndProgramsWriteThem_data()
{
  QTest::addColumn<QString>( "text" );
  QTest::addColumn<QString>( "date" );
  QTest::addColumn<QString>( "dateTime" );
  const auto row = []( const char *text, const char *date, const char *dateTime = "" )
  { QTest::newRow( text ) << text << date << dateTime; };
  row( "2018-06-02", "2018-06-02" );
  row( "2018-06-02T09:21:33.000Z", "2018-06-02", "2018-06-02T09:21:33" );
  row( "2018/06/02 09:21", "2018-06-02", "2018-06-02T09:21:00" );
  row( "2018/06/02 09:21:33+00", "2018-06-02", "2018-06-02T09:21:33" );
  row( "2018-06-02T09:21:33+02:00", "2018-06-02" );
  row( "2018-06-02 09:21:33 PM", "2018-06-02" );
  row( "2018.06.02", "2018-06-02" );
  row( "20180602", "2018-06-02" );
  row( "20180602T092133", "2018-06-02", "2018-06-02T09:21:00" );
  row( "201806020921", "2018-06-02", "2018-06-02T09:21:00" );
  row( "2018153", "2018-06-02" );
  row( "2.6.2018", "2018-06-02" );
  row( "13/6/2018", "2018-06-13" );
  row( "6/13/2018", "2018-06-13" );
  row( "2 Jun 2018", "2018-06-02" );
  row( "02-JUN-2018", "2018-06-02" );
  row( "June 2, 2018", "2018-06-02" );
  row( "1916-07-01", "1916-07-01" );
  // 0.41781 of 365 days: 152.50065
  row( "2018.41781", "2018-06-02", "2018-06-02T12:00:56" );
  row( "1527931293000", "2018-06-02", "2018-06-02T09:21:33" );
}

void TestFrontMoment::readsDatesAsPeopleAndProgramsWriteThem()
{
  QFETCH( QString, text );
  QFETCH( QString, date );
  QFETCH( QString, dateTime );
  const std::optional<FrontMoment> moment = momentOf( text.toStdString() );
  QVERIFY( moment );
  QCOMPARE( QString::fromStdString( moment->date() ), date );
  QCOMPARE( QString::fromStdString( moment->dateTime() ), dateTime );
}

void TestFrontMoment::readsNothingElse_data()
{
  QTest::addColumn<QString>( "text" );
  for ( const char *text : { "", "summer", "2018-02-30", "2018-13-01", "20181301", "2018366", "2/6/2018",
                             "17", "2018", "Foo 2, 2018", "2018-06", "2018.06" } )
    QTest::newRow( text ) << text;
}

void TestFrontMoment::readsNothingElse()
{
  QFETCH( QString, text );
  QVERIFY( !momentOf( text.toStdString() ) );
}

void TestFrontMoment::othersOfTheFieldTellWhichNumberIsTheDay()
{
  const auto dates = momentsOf( { "2/6/2018", "13/6/2018", "2018-07-01", "" } );
  QCOMPARE( dates[0]->date(), std::string( "2018-06-02" ) );
  QCOMPARE( dates[2]->date(), std::string( "2018-07-01" ) );
  QVERIFY( !dates[3] );
  QCOMPARE( momentsOf( { "2/6/2018", "6/13/2018" } )[0]->date(), std::string( "2018-02-06" ) );
}

void TestFrontMoment::contradictionsTellNothing()
{
  QVERIFY( !momentsOf( { "2/6/2018", "6/13/2018", "13/6/2018" } )[0] );
}

void TestFrontMoment::timeCountsInTheDecimalYear()
{
  // Day 152 (from 0) of 365, noon and six in the evening.
  QVERIFY( std::abs( momentOf( "2018-06-02" )->decimalYear() - ( 2018 + 152.5 / 365 ) ) < 1e-9 );
  QVERIFY( std::abs( momentOf( "2018-06-02T18:00" )->yearFraction() - 152.75 / 365 ) < 1e-9 );
}

void TestFrontMoment::decimalYearOfAnAttributeIsNoMonthAndDay()
{
  const auto date = []( const char *name )
  { return name == std::string( "date" ) ? std::string( "2018.1015" ) : std::string(); };
  // 0.1015 of 365 days: the 38th day of the year
  QCOMPARE( dateOfAttributes( date ), std::string( "2018-02-07" ) );
}

QTEST_APPLESS_MAIN( TestFrontMoment )
#include "testfrontmoment.moc"
