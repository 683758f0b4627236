# A Spring Boot service that is shipped with a whole JDK.
FROM maven:3-eclipse-temurin-21 AS build
WORKDIR /src
COPY pom.xml .
RUN mvn -B dependency:go-offline
COPY src ./src
RUN mvn -B package -DskipTests

FROM openjdk:17-jdk
COPY --from=build /src/target/orders.jar /app/orders.jar
EXPOSE 8080
ENTRYPOINT ["java", "-jar", "/app/orders.jar"]
