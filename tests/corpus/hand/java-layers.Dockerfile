FROM maven:3.9-eclipse-temurin-21 AS build
WORKDIR /b
COPY pom.xml ./
RUN mvn -B dependency:go-offline
COPY src ./src
RUN mvn -B -DskipTests package && java -Djarmode=layertools -jar target/app.jar extract
FROM eclipse-temurin:21-jre
COPY --from=0 /b/dependencies/ ./
COPY --from=0 /b/application/ ./
ENTRYPOINT ["java", "org.springframework.boot.loader.launch.JarLauncher"]
