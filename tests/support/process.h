#pragma once

#include <QElapsedTimer>
#include <QProcess>
#include <QProcessEnvironment>
#include <QString>
#include <QStringList>
#include <QtTest>

//! What a program left behind. The code is -1 if it crashed, could not start, or had to be ended after the
//! time limit.
struct Ended
{
  int code = -1;
  QString out;
  QString err;

  //! For QVERIFY2: all there is to see.
  QByteArray text() const
  {
    return QStringLiteral( "code %1\n--- stdout\n%2\n--- stderr\n%3" ).arg( code ).arg( out, err ).toUtf8();
  }
};

//! How a program is started.
struct Start
{
  //! Variables set on top of the test's own environment.
  QMap<QString, QString> environment;
  QString folder;
  int seconds = 120;
};

inline void prepare( QProcess &process, const Start &start )
{
  QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
  for ( auto i = start.environment.begin(); i != start.environment.end(); ++i )
    environment.insert( i.key(), i.value() );
  process.setProcessEnvironment( environment );
  if ( !start.folder.isEmpty() )
    process.setWorkingDirectory( start.folder );
}

inline Ended ended( QProcess &process, int seconds )
{
  if ( !process.waitForFinished( 1000 * seconds ) )
  {
    process.kill();
    process.waitForFinished();
  }
  const bool normal =
      process.error() == QProcess::UnknownError && process.exitStatus() == QProcess::NormalExit;
  return { normal ? process.exitCode() : -1, QString::fromUtf8( process.readAllStandardOutput() ),
           QString::fromUtf8( process.readAllStandardError() ) };
}

//! Runs a program to its end.
inline Ended run( const QString &program, const QStringList &arguments, const Start &start = {} )
{
  QProcess process;
  prepare( process, start );
  process.start( program, arguments );
  return ended( process, start.seconds );
}
