#pragma once

#include <QtTest>

#include "model/error.h"

//! Claims that \a statement throws calving::Error whose sentence holds \a text.
#define EXPECT_ERROR( statement, text )                                                                      \
  do                                                                                                         \
  {                                                                                                          \
    QString sentence;                                                                                        \
    try                                                                                                      \
    {                                                                                                        \
      statement;                                                                                             \
    }                                                                                                        \
    catch ( const calving::Error &e )                                                                        \
    {                                                                                                        \
      sentence = QString::fromUtf8( e.what() );                                                              \
    }                                                                                                        \
    QVERIFY2( sentence.contains( QString::fromStdString( std::string( text ) ) ),                            \
              qPrintable( "got: " + sentence ) );                                                            \
  } while ( false )
