#pragma once

#include <QDir>
#include <QtTest>

//! Path of a file of the real data; empty where the data are absent.
inline QString testData( const QString &file )
{
  const QString folder = qEnvironmentVariable( "CALVINGFRONT_TEST_DATA" );
  const QString path = QDir( folder ).filePath( file );
  return !folder.isEmpty() && QFileInfo::exists( path ) ? path : QString();
}

//! Skips the calling test, saying so, where a file of the real data is absent.
#define REQUIRE_TEST_DATA( file )                                                                            \
  if ( testData( file ).isEmpty() )                                                                          \
  QSKIP( "Real data absent: set CALVINGFRONT_TEST_DATA to a folder that holds " file )
