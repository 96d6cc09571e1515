#pragma once

#include <QtTest>

#include "model/error.h"

//! Claims that \a statement throws calving::Error whose sentence holds \a text.
#define EXPECT_ERROR( statement, text )                                                                      \
  do                                                                                                         \
  {                                                                                                          \
    QString caught;                                                                                          \
    try                                                                                                      \
    {                                                                                                        \
      statement;                                                                                             \
    }                                                                                                        \
    catch ( const calving::Error &e )                                                                        \
    {                                                                                                        \
      caught = QString::fromUtf8( e.what() );                                                                \
    }                                                                                                        \
    QVERIFY2( caught.contains( QString::fromStdString( std::string( text ) ) ),                              \
              qPrintable( "got: " + caught ) );                                                              \
  } while ( false )
