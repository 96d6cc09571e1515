#include "algorithms/layers/checkstyle.h"

#include <array>
#include <memory>

#include <QObject>
#include <qgscategorizedsymbolrenderer.h>
#include <qgsfeaturerequest.h>
#include <qgslinesymbol.h>
#include <qgsvectorlayer.h>

#include "algorithms/layers/frontstyle.h"
#include "model/check/frontrules.h"

namespace calving
{

namespace
{

//! In the order of CheckRule: the colours of Okabe and Ito, told apart by colour-blind eyes.
constexpr std::array<const char *, ruleCount> colours{ "#e69f00", "#56b4e9", "#d55e00", "#cc79a7",
                                                       "#f0e442", "#009e73", "#0072b2", "#ffffff" };

QgsSymbol *faultlessSymbol()
{
  std::unique_ptr<QgsLineSymbol> symbol(
      QgsLineSymbol::createSimple( { { "line_color", "110,125,145,255" }, { "line_width", "0.3" } } ) );
  return symbol.release();
}

} // namespace

void styleChecks( QgsMapLayer &layer )
{
  auto *fronts = qobject_cast<QgsVectorLayer *>( &layer );
  if ( !fronts || fronts->fields().lookupField( QStringLiteral( "check" ) ) < 0 )
    return;
  QgsCategoryList categories;
  for ( const RuleName &rule : ruleNames() )
    categories << QgsRendererCategory(
        QLatin1String( rule.flag ),
        frontSymbol( QColor( QLatin1String( colours[static_cast<std::size_t>( rule.rule )] ) ) ).release(),
        QLatin1String( rule.flag ) );
  categories << QgsRendererCategory( QLatin1String( faultless ), faultlessSymbol(), QObject::tr( "ok" ) )
             << QgsRendererCategory( QVariant(), faultlessSymbol(), QObject::tr( "not checked" ) );
  auto *renderer = new QgsCategorizedSymbolRenderer(
      QStringLiteral( "regexp_substr( \"check\", '^([a-z]+)' )" ), categories );
  renderer->setOrderBy( QgsFeatureRequest::OrderBy( { QgsFeatureRequest::OrderByClause(
      QStringLiteral( "\"check\" = '%1'" ).arg( QLatin1String( faultless ) ), false ) } ) );
  renderer->setOrderByEnabled( true );
  fronts->setRenderer( renderer );
}

} // namespace calving
