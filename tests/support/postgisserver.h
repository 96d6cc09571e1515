#pragma once

#include <memory>

#include <QDir>
#include <QFileInfo>
#include <QTcpServer>
#include <QTemporaryDir>

#include <unistd.h>

#include "support/process.h"

/**
 * A PostgreSQL server with PostGIS of its own: on a free port of the loopback, in a temporary folder, without
 * a password, ended with this object.
 */
class PostgisServer
{
public:
  //! Why there can be none, in a sentence; empty where there can.
  static QString missing()
  {
    if ( programs().isEmpty() )
      return QStringLiteral( "PostgreSQL is not installed: apt install postgresql-postgis" );
    const QString version = programs().section( '/', 4, 4 );
    if ( !QFileInfo::exists(
             QStringLiteral( "/usr/share/postgresql/%1/extension/postgis.control" ).arg( version ) ) )
      return QStringLiteral( "PostGIS is not installed: apt install postgresql-postgis" );
    return {};
  }

  PostgisServer()
    : mFolder( QDir::tempPath() + QStringLiteral( "/calvingfront-postgis-XXXXXX" ) )
  {
    // A server refuses to be root.
    if ( isRoot() )
      ::run( QStringLiteral( "chown" ), { QStringLiteral( "postgres" ), mFolder.path() } );
    QTcpServer any;
    any.listen( QHostAddress::LocalHost );
    mPort = any.serverPort();
    any.close();
    mReason = control(
        "initdb", { "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-U", "postgres", "-N", "-D", data() } );
    if ( !mReason.isEmpty() )
      return;
    start();
    if ( mReason.isEmpty() )
      mReason = sql( QStringLiteral( "CREATE EXTENSION postgis" ) ).err;
  }
  ~PostgisServer() { stop( "fast" ); }

  PostgisServer( const PostgisServer & ) = delete;
  PostgisServer &operator=( const PostgisServer & ) = delete;

  //! Why it does not run; empty where it does.
  const QString &reason() const { return mReason; }

  void start()
  {
    const QString options =
        QStringLiteral( "-p %1 -c unix_socket_directories='' -c listen_addresses=127.0.0.1 -c fsync=off "
                        "-c max_connections=100" )
            .arg( mPort );
    mReason = control( "pg_ctl", { "-s", "-w", "-t", "60", "-D", data(), "-l", mFolder.filePath( "log" ),
                                   "-o", options, "start" } );
  }
  //! \a mode: "fast", or "immediate" as in a crash.
  void stop( const char *mode ) { control( "pg_ctl", { "-s", "-w", "-m", mode, "-D", data(), "stop" } ); }

  //! What QGIS calls the \a table there.
  QString table( const QString &name ) const
  {
    return QStringLiteral( "postgres:dbname='postgres' host=127.0.0.1 port=%1 user='postgres' key='id' "
                           "table=\"public\".\"%2\" (geom)" )
        .arg( mPort )
        .arg( name );
  }

  Ended sql( const QString &command ) const
  {
    return ::run( programs() + QStringLiteral( "/psql" ),
                  { "-h", "127.0.0.1", "-p", QString::number( mPort ), "-U", "postgres", "-qAt", "-v",
                    "ON_ERROR_STOP=1", "-c", command, "postgres" } );
  }

private:
  static bool isRoot() { return geteuid() == 0; }
  //! The folder of the newest version's programs.
  static QString programs()
  {
    const QDir versions( QStringLiteral( "/usr/lib/postgresql" ) );
    QStringList names = versions.entryList( QDir::Dirs | QDir::NoDotAndDotDot );
    std::sort( names.begin(), names.end(),
               []( const QString &a, const QString &b ) { return a.toInt() < b.toInt(); } );
    return names.isEmpty() ? QString() : versions.filePath( names.last() + QStringLiteral( "/bin" ) );
  }
  QString data() const { return mFolder.filePath( QStringLiteral( "data" ) ); }

  //! Runs a program of the server as somebody who may; what it complains of where it fails.
  QString control( const QString &program, QStringList arguments ) const
  {
    QString command = programs() + '/' + program;
    if ( isRoot() )
    {
      arguments = QStringList{ "-u", "postgres", "--", command } + arguments;
      command = QStringLiteral( "runuser" );
    }
    Start start;
    start.folder = mFolder.path();
    // What it starts keeps an inherited pipe open.
    QProcess process;
    prepare( process, start );
    process.setStandardOutputFile( QProcess::nullDevice() );
    process.setStandardErrorFile( mFolder.filePath( QStringLiteral( "complaints" ) ) );
    process.start( command, arguments );
    if ( process.waitForFinished( 90000 ) && process.exitStatus() == QProcess::NormalExit &&
         process.exitCode() == 0 )
      return {};
    QFile complaints( mFolder.filePath( QStringLiteral( "complaints" ) ) );
    return complaints.open( QIODevice::ReadOnly ) ? QString::fromUtf8( complaints.readAll() ) + program
                                                  : program + process.errorString();
  }

  QTemporaryDir mFolder;
  int mPort = 0;
  QString mReason;
};
