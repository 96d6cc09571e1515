#pragma once

#include <memory>

#include <qgsprocessingalgorithm.h>

#include "algorithms/qgiscompat.h"
#include "model/feedback.h"

namespace calving
{

/**
 * Base of our algorithms: the one place where the core meets QGIS.
 *
 * Nothing but QgsProcessingException ever leaves the virtual functions that QGIS calls: any other exception
 * would hang qgis_process or end QGIS Desktop. A subclass implements prepare() and compute() and may throw
 * what it likes.
 */
class Algorithm : public QgsProcessingAlgorithm
{
public:
  //! The icon of the algorithm's group; its file is icons/<groupId>.svg.
  QIcon icon() const override;
  QString svgIconPath() const override;
  //! Also refuses parameters that there are not: a misspelt one would be ignored without a word. Says what to
  //! do where an input cannot be opened.
  bool checkParameterValues( const QVariantMap &parameters, QgsProcessingContext &context,
                             QString *message = nullptr ) const override;

protected:
  //! Runs in the main thread: resolve layers to sources here, and keep them. Checks what can be checked
  //! before work.
  virtual void prepare( const QVariantMap &parameters, QgsProcessingContext &context,
                        QgsProcessingFeedback *feedback );
  //! Runs in any thread. Returns the outputs.
  virtual QVariantMap compute( const QVariantMap &parameters, QgsProcessingContext &context,
                               QgsProcessingFeedback *feedback ) = 0;

  //! Adds \a parameter with its mandatory \a help text.
  void add( QgsProcessingParameterDefinition *parameter, const QString &help );
  //! The same, among the advanced parameters.
  void addAdvanced( QgsProcessingParameterDefinition *parameter, const QString &help );

private:
  //! \a parameters with choices as QGIS reads them (the user may give their names or their numbers), without
  //! optional outputs that have no name.
  QVariantMap readable( QVariantMap parameters ) const;

  bool prepareAlgorithm( const QVariantMap &parameters, QgsProcessingContext &context,
                         QgsProcessingFeedback *feedback ) final;
  QVariantMap processAlgorithm( const QVariantMap &parameters, QgsProcessingContext &context,
                                QgsProcessingFeedback *feedback ) final;
};

//! The core's view of \a feedback: progress, cancellation and log. Also lets Ctrl-C reach qgis_process.
Feedback coreFeedback( QgsProcessingFeedback *feedback );

} // namespace calving
