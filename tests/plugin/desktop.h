#pragma once

#include <memory>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include "support/process.h"

//! A program that runs while this lives.
class Companion
{
public:
  Companion( const QString &program, const QStringList &arguments, const Start &start )
  {
    prepare( mProcess, start );
    mProcess.start( program, arguments );
  }
  ~Companion()
  {
    mProcess.terminate();
    if ( !mProcess.waitForFinished( 5000 ) )
      mProcess.kill();
    mProcess.waitForFinished();
  }
  //! The first line that it prints; empty if none comes within ten seconds.
  QString firstLine()
  {
    while ( !mProcess.canReadLine() && mProcess.waitForReadyRead( 10000 ) )
      continue;
    return QString::fromUtf8( mProcess.readLine() ).trimmed();
  }

private:
  QProcess mProcess;
};

//! A screen that nobody sees, with a window manager, and a fresh profile of QGIS that enables the plugin.
class Desktop
{
public:
  //! \a package: the folder that holds the plugin's folder.
  explicit Desktop( const QString &package )
    : mScreen( "Xvfb", { "-displayfd", "1", "-screen", "0", "1500x950x24", "-nolisten", "tcp" }, {} )
    , mDisplay( ":" + mScreen.firstLine() )
    , mManager( "openbox", {}, { { { "DISPLAY", mDisplay } }, {} } )
    , mPackage( package )
  {
    QDir( mHome.path() ).mkpath( "profiles/default/QGIS" );
    QFile settings( mHome.filePath( "profiles/default/QGIS/QGIS3.ini" ) );
    if ( settings.open( QIODevice::WriteOnly ) )
      settings.write( "[PythonPlugins]\ncalvingfront=true\nprocessing=true\n" );
  }

  bool isUp() const { return mDisplay.size() > 1; }

  //! Runs QGIS with \a script to its end. The script finds \a variables in its environment.
  Ended run( const QString &script, QMap<QString, QString> variables, int seconds )
  {
    variables.insert( { { "DISPLAY", mDisplay },
                        { "QT_QPA_PLATFORM", "xcb" },
                        { "PATH", "/usr/bin:/bin" },
                        { "HOME", mHome.path() },
                        { "PYTHONDONTWRITEBYTECODE", "1" },
                        { "QGIS_PLUGINPATH", mPackage } } );
    return ::run( "qgis.bin",
                  { "--noversioncheck", "--nologo", "--profiles-path", mHome.path(), "--code", script },
                  { variables, mHome.path(), seconds } );
  }

private:
  Companion mScreen;
  QString mDisplay;
  Companion mManager;
  QTemporaryDir mHome;
  QString mPackage;
};
