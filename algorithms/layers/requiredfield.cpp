#include "algorithms/layers/requiredfield.h"

#include <QObject>
#include <qgsexception.h>
#include <qgsfields.h>

namespace calving
{

int requiredField( const QgsFields &fields, const QString &name, const QString &layer, const QString &mend )
{
  const int field = fields.lookupField( name );
  if ( field >= 0 )
    return field;
  throw QgsProcessingException(
      QObject::tr( "%1 has no attribute “%2”, only: %3. %4" )
          .arg( layer, name, fields.names().join( QStringLiteral( ", " ) ), mend ) );
}

} // namespace calving
