#pragma once

#include <QDir>
#include <QtTest>

/**
 * Path of a file of the test data; empty where it is absent.
 *
 * Real data, which are too large or not ours to give away, lie in CALVINGFRONT_TEST_DATA. What they lack is
 * looked for in tests/data, which everybody has: the same names, smaller cases.
 */
inline QString testData( const QString &file )
{
  for ( const QString &folder :
        { qEnvironmentVariable( "CALVINGFRONT_TEST_DATA" ), QString( SHIPPED_TEST_DATA ) } )
    if ( !folder.isEmpty() && QFileInfo::exists( QDir( folder ).filePath( file ) ) )
      return QDir( folder ).filePath( file );
  return {};
}

//! Skips the calling test, saying so, where a file of the test data is absent.
#define REQUIRE_TEST_DATA( file )                                                                            \
  if ( testData( file ).isEmpty() )                                                                          \
  QSKIP( "Real data absent: set CALVINGFRONT_TEST_DATA to a folder that holds " file )
