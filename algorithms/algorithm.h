#pragma once

#include <memory>

#include <qgsprocessingalgorithm.h>

#include "algorithms/layers/qgiscompat.h"
#include "algorithms/parameters/documentedparameter.h"
#include "algorithms/parameters/keys.h"
#include "model/base/parameter.h"
#include "model/feedback.h"

namespace calving
{

//! What the help says of an algorithm, besides what it says of its parameters.
struct Guide
{
  //! What it does; paragraphs are apart by an empty line.
  QString what;
  //! In which situation it is the right one, and which one is in another.
  QString when;
  //! Keys of the parameters, three at most, that matter most.
  QStringList parameters;
  //! How to read the result, and what to do where it is not as it should be.
  QString result;
  //! Commands that make data and then show the algorithm, as after `qgis_process run calvingfront:`. They
  //! work in this order in an empty folder; testhelp runs them.
  QStringList example;
  //! What to cite; empty where there is nothing.
  QString citation;
  //! Names of the algorithms that come next, in the order of the work.
  QStringList next;
};

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
  virtual Guide guide() const = 0;
  //! What the dialog shows beside the parameters: what it does, what matters most, how to read the result.
  QString shortHelpString() const final;
  //! The page help/<name>.html of the installed plugin, as an address of a file; empty where there is none.
  QString helpUrl() const final;
  //! Also refuses parameters that there are not, and values that QGIS would misread: both would be ignored
  //! without a word. Says what to do where an input cannot be opened.
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

  //! \name Each declares parameters, those of tables of the core and QGIS's own kinds, with help.
  //!@{
  void add( const Parameters &entries );
  void add( const Parameter &entry );
  void add( DocumentedParameters parameters );
  void add( DocumentedParameter parameter );
  //! Adds \a parameter with its mandatory \a help text.
  void add( QgsProcessingParameterDefinition *parameter, const QString &help );
  //! The same, among the advanced parameters.
  void addAdvanced( QgsProcessingParameterDefinition *parameter, const QString &help );
  //!@}

private:
  //! \a parameters without optional outputs that have no name.
  QVariantMap named( QVariantMap parameters ) const;

  bool prepareAlgorithm( const QVariantMap &parameters, QgsProcessingContext &context,
                         QgsProcessingFeedback *feedback ) final;
  QVariantMap processAlgorithm( const QVariantMap &parameters, QgsProcessingContext &context,
                                QgsProcessingFeedback *feedback ) final;
};

//! The core's view of \a feedback: progress, cancellation and log. Also lets Ctrl-C reach qgis_process.
Feedback coreFeedback( QgsProcessingFeedback *feedback );

} // namespace calving
