#include <QtTest>

#include <clocale>

#include "model/base/lettercase.h"

using namespace calving;

class TestLetterCase : public QObject
{
  Q_OBJECT

private slots:
  void changesAsciiLettersAlone();
  void knowsNoUserLanguage();
};

void TestLetterCase::changesAsciiLettersAlone()
{
  QCOMPARE( lowerCase( "Gamma0_VV [@`{]" ), std::string( "gamma0_vv [@`{]" ) );
  QCOMPARE( upperCase( "s1a-iw-grd.safe" ), std::string( "S1A-IW-GRD.SAFE" ) );
  QCOMPARE( upperCase( "mélange" ), std::string( "MéLANGE" ) );
}

void TestLetterCase::knowsNoUserLanguage()
{
  const std::string before = std::setlocale( LC_ALL, nullptr );
  const char *turkish = std::setlocale( LC_ALL, "tr_TR.UTF-8" );
  const std::string small = lowerCase( "IW" );
  const std::string capital = upperCase( "iw" );
  std::setlocale( LC_ALL, before.c_str() );
  QCOMPARE( small, std::string( "iw" ) );
  QCOMPARE( capital, std::string( "IW" ) );
  if ( !turkish )
    QSKIP( "This machine has no Turkish locale, in which other functions fail." );
}

QTEST_APPLESS_MAIN( TestLetterCase )
#include "testlettercase.moc"
