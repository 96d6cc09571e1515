#include "algorithms/parameters/productadvice.h"

#include <QObject>

#include "model/sar/product/product.h"

namespace calving
{

QString productAdvice( const QString &name, const QString &parameter )
{
  if ( !isSentinel1Product( name.toStdString() ) )
    return {};
  return QObject::tr(
             "%1 is a Sentinel-1 product as downloaded, not a map. Run “Preprocess a Sentinel-1 product” on "
             "it, and choose what comes out (parameter %2)." )
      .arg( name, parameter );
}

} // namespace calving
