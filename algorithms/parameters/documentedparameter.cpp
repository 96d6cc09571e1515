#include "algorithms/parameters/documentedparameter.h"

#include <QCoreApplication>
#include <QDate>
#include <qgsprocessingparameters.h>

#include "algorithms/layers/qgiscompat.h"
#include "algorithms/parameters/choiceparameter.h"
#include "model/base/calendar.h"
#include "model/base/parameter.h"

namespace calving
{

namespace
{

using Definition = QgsProcessingParameterDefinition *;

QString translated( const std::string &text )
{
  return QCoreApplication::translate( "calving", text.c_str() );
}

QVariant textOrNothing( const std::string &text )
{
  return text.empty() ? QVariant() : QVariant( QString::fromStdString( text ) );
}

//! Declares each kind of parameter of the core.
struct Declaration
{
  const Parameter &entry;

  QString key() const { return QString::fromLatin1( entry.key ); }
  QString label() const { return translated( entry.label ); }

  Definition operator()( const NumberKind &kind ) const
  {
    const std::optional<double> number = kind.get();
    const QVariant standard = !number      ? QVariant()
                              : kind.whole ? QVariant( static_cast<int>( *number ) )
                                           : QVariant( *number );
    return new QgsProcessingParameterNumber( key(), label(),
                                             kind.whole ? compat::numberInteger : compat::numberDouble,
                                             standard, entry.optional, kind.low, kind.high );
  }
  Definition operator()( const SwitchKind &kind ) const
  {
    return new QgsProcessingParameterBoolean( key(), label(), *kind.option, entry.optional );
  }
  Definition operator()( const ChoiceKind &kind ) const
  {
    QStringList names;
    for ( const std::string &name : kind.names )
      names << ( kind.words ? QString::fromStdString( name ) : translated( name ) );
    const QVariant standard = kind.get() < 0 ? QVariant()
                              : kind.words   ? QVariant( names.at( kind.get() ) )
                                             : QVariant( kind.get() );
    return new ChoiceParameter(
        QgsProcessingParameterEnum( key(), label(), names, false, standard, entry.optional, kind.words ) );
  }
  Definition operator()( const TextKind &kind ) const
  {
    return new QgsProcessingParameterString( key(), label(), textOrNothing( *kind.option ), false,
                                             entry.optional );
  }
  Definition operator()( const NamesKind & ) const
  {
    return new QgsProcessingParameterString( key(), label(), QVariant(), false, true );
  }
  Definition operator()( const FileKind &kind ) const
  {
    return new QgsProcessingParameterFile( key(), label(), compat::fileBehavior, QString(), QVariant(),
                                           !kind.required, translated( kind.filter ) );
  }
  Definition operator()( const OutputKind &kind ) const
  {
    return new QgsProcessingParameterFileDestination( key(), label(), translated( kind.filter ), QVariant(),
                                                      !kind.required, kind.byDefault );
  }
  Definition operator()( const DateKind &kind ) const
  {
    const std::optional<int> day = kind.get();
    const CalendarDate date = day ? dateOfDay( *day ) : CalendarDate();
    return new QgsProcessingParameterDateTime(
        key(), label(), compat::dateTimeDate,
        day ? QVariant( QDate( date.year, date.month, date.day ) ) : QVariant(), entry.optional );
  }
};

QString helpOf( const Parameter &entry )
{
  const QString help = translated( entry.help );
  return entry.source ? QStringLiteral( "%1 %2" ).arg( help, translated( entry.source ) ) : help;
}

//! The sentence on what holds where a parameter is left out; empty where it must not be. `qgis_process help`
//! has none.
QString whenLeftOut( const QgsProcessingParameterDefinition &parameter )
{
  QVariant value = parameter.defaultValue();
  if ( const auto *choice = dynamic_cast<const QgsProcessingParameterEnum *>( &parameter );
       choice && value.isValid() && !choice->options().contains( value.toString() ) )
    value = choice->options().value( value.toInt() );
  if ( value.type() == QVariant::Bool )
    value = value.toBool() ? QObject::tr( "yes" ) : QObject::tr( "no" );
  if ( !value.isNull() && !value.toString().isEmpty() )
    return QObject::tr( "Default: %1." ).arg( value.toString() );
  return parameter.flags() & compat::flagOptional ? QObject::tr( "Optional." ) : QString();
}

//! \a filter for any name, too, with or without an ending: what a file is, its content says.
QString withAnyName( QString filter )
{
  const QString withDot = QStringLiteral( "(*.*)" );
  return filter.contains( withDot ) ? filter.replace( withDot, QStringLiteral( "(*)" ) )
                                    : filter + QObject::tr( ";;All files (*)" );
}

} // namespace

DocumentedParameter::DocumentedParameter( QgsProcessingParameterDefinition *definition, const QString &help )
  : mDefinition( definition )
{
  if ( auto *file = dynamic_cast<QgsProcessingParameterFile *>( definition );
       file && file->behavior() == compat::fileBehavior )
    file->setFileFilter( withAnyName( file->fileFilter() ) );
  definition->setHelp( QStringLiteral( "%1 %2" ).arg( help, whenLeftOut( *definition ) ).trimmed() );
}

DocumentedParameter::DocumentedParameter( const Parameter &entry )
  : DocumentedParameter( std::visit( Declaration{ entry }, entry.kind ), helpOf( entry ) )
{
  if ( entry.advanced )
    mDefinition->setFlags( mDefinition->flags() | compat::flagAdvanced );
}

DocumentedParameter::DocumentedParameter( DocumentedParameter &&other ) noexcept = default;
DocumentedParameter::~DocumentedParameter() = default;

DocumentedParameter &&DocumentedParameter::advanced() &&
{
  mDefinition->setFlags( mDefinition->flags() | compat::flagAdvanced );
  return std::move( *this );
}

QString DocumentedParameter::name() const
{
  return mDefinition->name();
}

DocumentedParameters only( DocumentedParameters list, const QStringList &names )
{
  DocumentedParameters chosen;
  for ( DocumentedParameter &parameter : list )
    if ( names.contains( parameter.name() ) )
      chosen.push_back( std::move( parameter ) );
  return chosen;
}

} // namespace calving
