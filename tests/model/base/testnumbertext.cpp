#include <QtTest>

#include "model/base/numbertext.h"

using namespace calving;

class TestNumberText : public QObject
{
  Q_OBJECT

private slots:
  void countsSignificantDigits();
  void countsDigitsAfterThePoint();
  void knowsNoUserLanguage();
  void padsWithZeros();
  void readsDigitsAlone();
};

void TestNumberText::countsSignificantDigits()
{
  QCOMPARE( numberText( 1234.5678, 6 ), std::string( "1234.57" ) );
  QCOMPARE( numberText( 0.1, 17 ), std::string( "0.10000000000000001" ) );
  QCOMPARE( numberText( 750 ), std::string( "750" ) );
}

void TestNumberText::countsDigitsAfterThePoint()
{
  QCOMPARE( numberText( 1234.5678, Decimals{ 1 } ), std::string( "1234.6" ) );
  QCOMPARE( numberText( 1e6, Decimals{ 0 } ), std::string( "1000000" ) );
  QCOMPARE( numberText( std::nan( "" ), Decimals{ 2 } ), std::string( "–" ) );
}

void TestNumberText::knowsNoUserLanguage()
{
  struct Comma : std::numpunct<char>
  {
    char do_decimal_point() const override { return ','; }
    char do_thousands_sep() const override { return '.'; }
    std::string do_grouping() const override { return "\3"; }
  };
  const std::locale before = std::locale::global( std::locale( std::locale::classic(), new Comma ) );
  const std::string text = numberText( 12345.5, 7 ) + " " + numberText( 12345.5, Decimals{ 1 } );
  std::locale::global( before );
  QCOMPARE( text, std::string( "12345.5 12345.5" ) );
}

void TestNumberText::padsWithZeros()
{
  QCOMPARE( paddedNumber( 7, 2 ), std::string( "07" ) );
  QCOMPARE( paddedNumber( 0, 6 ), std::string( "000000" ) );
  QCOMPARE( paddedNumber( 12345, 4 ), std::string( "12345" ) );
}

void TestNumberText::readsDigitsAlone()
{
  QCOMPARE( numberOfDigits( "0042" ), std::optional( 42 ) );
  for ( const char *text : { "", "-1", "+1", " 1", "1 ", "1e2", "0x1", "99999999999" } )
    QVERIFY2( !numberOfDigits( text ), text );
}

QTEST_APPLESS_MAIN( TestNumberText )
#include "testnumbertext.moc"
